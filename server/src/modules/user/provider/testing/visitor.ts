/** A browser that follows redirects over several sites and keeps their cookies apart, as browsers do. */
export class Visitor {
  readonly #jars = new Map<string, Map<string, string>>()

  /** Until a page answers, or `until` says that the next address is where to stop. */
  async visit(
    address: string,
    until: (next: URL) => boolean = () => false,
  ): Promise<{ url: URL; status: number }> {
    let url = new URL(address)
    for (let hop = 0; hop < 15; hop += 1) {
      const answer = await this.fetch(url)
      const next = answer.headers.get('location')
      if (next === null) return { url, status: answer.status }
      url = new URL(next, url)
      if (until(url)) return { url, status: answer.status }
    }
    throw new Error(`sent on for ever, at last to ${url}`)
  }

  async fetch(url: URL, init: RequestInit = {}): Promise<Response> {
    const jar = this.jar(url.origin)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init.headers as Record<string, string>), cookie }
    const answer = await fetch(url, { redirect: 'manual', ...init, headers })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(set)) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }

  jar(origin: string): Map<string, string> {
    const jar = this.#jars.get(origin) ?? new Map<string, string>()
    this.#jars.set(origin, jar)
    return jar
  }
}
