/** One request of a test, by Node's plain client: `fetch` takes several times as much of the processor. */
import { Agent, type IncomingMessage, request } from 'node:http'

export interface ApiAnswer {
  readonly status: number
  /** Parsed JSON, or the text where it is none. Tests look into it, and no type could know what they find. */
  readonly body: any
  readonly headers: Headers
}

/** What `fetch` would say of itself. */
const own = { accept: '*/*', 'accept-language': '*', 'sec-fetch-mode': 'cors', 'user-agent': 'node' }
const agent = new Agent({ keepAlive: true })

interface Asked {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** Follows where an answer sends a reader to, such as a file's own address. */
export async function ask(url: string, { method, headers, body }: Asked): Promise<ApiAnswer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    // Both sides of the line are this process, which would pack and unpack.
    const all: Record<string, string | number> = { ...own, 'accept-encoding': 'identity', ...headers }
    // Node leaves it out of what usually has no body, such as DELETE.
    if (body !== undefined) all['content-length'] = Buffer.byteLength(body)
    request(url, { agent, method, headers: all }, resolve).on('error', reject).end(body)
  })
  const { location } = response.headers
  if (method === 'GET' && location !== undefined && isRedirect(response)) {
    response.resume()
    return ask(new URL(location, url).href, { method, headers })
  }
  const pieces: Buffer[] = []
  for await (const piece of response) pieces.push(piece as Buffer)
  const text = new TextDecoder().decode(Buffer.concat(pieces))
  const { statusCode = 0, headers: told, rawHeaders } = response
  return {
    status: statusCode,
    body: bodyOf(text, told['content-type']),
    // Few ask for them, and they are much to read.
    get headers() {
      return headersOf(rawHeaders)
    },
  }
}

const isRedirect = ({ statusCode = 0 }: IncomingMessage): boolean => statusCode >= 300 && statusCode < 400

export async function answerFrom(response: Response): Promise<ApiAnswer> {
  const { status, headers } = response
  return { status, body: bodyOf(await response.text(), headers.get('content-type')), headers }
}

const bodyOf = (text: string, type: string | null | undefined): unknown =>
  /\bjson\b/.test(type ?? '') ? JSON.parse(text) : text

/** Names and values by turns, as they came. */
function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers()
  for (let index = 0; index < raw.length; index += 2) headers.append(raw[index] ?? '', raw[index + 1] ?? '')
  return headers
}
