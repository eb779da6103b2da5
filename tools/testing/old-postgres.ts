/** As much of PostgreSQL's protocol as it takes to say that one is too old. */
import { type AddressInfo, createServer } from 'node:net'

/** A server that lets anyone in and answers every query with its version number. */
export async function startOldPostgres(versionNumber: string): Promise<{ url: string; stop(): void }> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', int32(0)), readyForQuery]))
      socket.on('data', (request) => {
        if (request.toString('latin1', 0, 1) === 'X') socket.end()
        else socket.write(answer(versionNumber))
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `postgres://somebody:secret@127.0.0.1:${port}/kontor`, stop: () => server.close() }
}

function answer(value: string): Buffer {
  const name = Buffer.from('server_version_num\0')
  // One column of text (type 25) that belongs to no table, one row, the command's tag.
  const column = Buffer.concat([
    int16(1),
    name,
    int32(0),
    int16(0),
    int32(25),
    int16(-1),
    int32(-1),
    int16(0),
  ])
  const row = Buffer.concat([int16(1), int32(value.length), Buffer.from(value)])
  return Buffer.concat([
    message('T', column),
    message('D', row),
    message('C', Buffer.from('SHOW\0')),
    readyForQuery,
  ])
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(value)
  return buffer
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2)
  buffer.writeInt16BE(value)
  return buffer
}

const readyForQuery = message('Z', Buffer.from('I'))
