/** Stands before a directory and speaks StartTLS for it, as the library of the directory does not. */
import { connect, createServer, type AddressInfo } from 'node:net'
import { TLSSocket } from 'node:tls'
import { certificate as cert, key } from './certificate.ts'

export interface Front {
  readonly url: string
  /** What went over the wire before it was encrypted. */
  readonly plain: string[]
  stop(): Promise<void>
}

const startTls = '1.3.6.1.4.1.1466.20037'

/** ExtendedResponse with the result 0, to the message of that number. */
const agreedTo = (message: number) =>
  Buffer.from([0x30, 0x0c, 2, 1, message, 0x78, 7, 0x0a, 1, 0, 4, 0, 4, 0])

export async function startTlsBefore(directory: string): Promise<Front> {
  const plain: string[] = []
  const { port } = new URL(directory)
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (request) => {
      plain.push(request.toString('latin1'))
      if (!request.includes(startTls)) return socket.destroy()
      socket.write(agreedTo(request[4] ?? 0))
      const safe = new TLSSocket(socket, { isServer: true, cert, key })
      const behind = connect(Number(port), '127.0.0.1')
      for (const side of [safe, behind]) side.on('error', () => socket.destroy())
      safe.pipe(behind).pipe(safe)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { url: `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`, plain, stop }
}
