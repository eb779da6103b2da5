/** A mail server for tests: takes what comes, and shows it as a reader would see it. */
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface MailBox {
  readonly url: string
  /** Everything that has come, oldest first. */
  readonly mails: readonly Email[]
  /** The next mail that satisfies `wanted`, now or later. */
  waitFor(wanted: (mail: Email) => boolean): Promise<Email>
  /** Answers the next so many letters with a passing refusal. */
  refuse(count: number): void
  stop(): Promise<void>
}

export async function openMailBox(): Promise<MailBox> {
  const mails: Email[] = []
  const waiting = new Set<() => void>()
  let refusals = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    async onData(stream, _session, answer) {
      answer(await take(stream))
    },
  })
  async function take(stream: AsyncIterable<Buffer>): Promise<Error | undefined> {
    const parts: Buffer[] = []
    for await (const part of stream) parts.push(part)
    if (refusals > 0) {
      refusals -= 1
      return Object.assign(new Error('busy, try again later'), { responseCode: 451 })
    }
    mails.push(await PostalMime.parse(Buffer.concat(parts)))
    for (const look of waiting) look()
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    waitFor: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          const found = mails.find(wanted)
          if (found === undefined) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    refuse: (count) => void (refusals = count),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
