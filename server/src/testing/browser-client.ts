/** A browser that calls the API in tests: keeps the cookie and sends the token against forged requests. */
import { type Account, type ApiAnswer, answerFrom } from './api-client.ts'

export class BrowserClient {
  readonly url: string
  cookie = ''
  csrfToken = ''

  constructor(url: string) {
    this.url = url
  }

  async logIn({ username, password }: Pick<Account, 'username' | 'password'>): Promise<ApiAnswer> {
    const answer = await this.send('POST', '/api/v1/auth/login/', { username, password })
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
    if (body !== undefined) own['content-type'] = 'application/json'
    const response = await fetch(this.url + path, {
      method,
      headers: { ...own, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) this.cookie = cookie.split(';')[0] ?? ''
    return answerFrom(response)
  }
}
