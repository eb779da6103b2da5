/** A browser that calls the API in tests: keeps the cookie and sends the token against forged requests. */
import type { Account } from './api-client.ts'
import { type ApiAnswer, ask } from './ask.ts'

export class BrowserClient {
  readonly url: string
  /** What it says it is; one of the test's own runtime unless set. */
  userAgent = ''
  readonly #cookies = new Map<string, string>()
  csrfToken = ''

  constructor(url: string) {
    this.url = url
  }

  /** As it is sent: `kontor_session=…; kontor_device=…`. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  set cookie(text: string) {
    this.#cookies.clear()
    for (const part of text.split('; ')) {
      const [name = '', value = ''] = part.split('=')
      if (name !== '') this.#cookies.set(name, value)
    }
  }

  async logIn({ username, password }: Pick<Account, 'username' | 'password'>): Promise<ApiAnswer> {
    return this.signIn('/api/v1/auth/login/', { username, password })
  }

  /** One step of a sign-in; the last one gives the token against forged requests. */
  async signIn(path: string, body: unknown): Promise<ApiAnswer> {
    const answer = await this.send('POST', path, body)
    this.csrfToken = answer.body.csrf_token ?? ''
    return answer
  }

  get(path: string): Promise<ApiAnswer> {
    return this.send('GET', path)
  }

  post(path: string, body: unknown = {}): Promise<ApiAnswer> {
    return this.send('POST', path, body)
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer> {
    const own: Record<string, string> = { 'x-csrf-token': this.csrfToken, cookie: this.cookie }
    if (this.userAgent !== '') own['user-agent'] = this.userAgent
    if (body !== undefined) own['content-type'] = 'application/json'
    const answer = await ask(this.url + path, {
      method,
      headers: { ...own, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      this.#cookies.set(name, value)
    }
    return answer
  }
}
