/** Files that are none, broken, or too large get a clear answer, and the server goes on. */
import { after, before, test } from 'node:test'
import { type ApiAnswer, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { assertAccount, importCsv, upload } from './testing/import-csv.ts'

let server: TestServer
before(async () => {
  server = await startServer({ withJobs: true })
})
after(() => server.stop())

const send = (content: string | Uint8Array<ArrayBuffer>, mapping?: object): Promise<ApiAnswer> =>
  upload(server.as.administrator, 'partners', content, mapping === undefined ? {} : { mapping })

const bytes = (...list: number[]) => Uint8Array.from(list)
const good = 'number,name\nG-1,Good'

const refused: readonly (readonly [string, () => Promise<ApiAnswer>, string])[] = [
  ['an empty file', () => send(''), 'transfer.no_rows'],
  ['a header alone', () => send('number,name\n'), 'transfer.no_rows'],
  ['blank lines', () => send('\n\n\n'), 'transfer.no_rows'],
  ['an open quote', () => send('number,name\nA,"open\nB,b'), 'transfer.unreadable'],
  ['a quote in the middle', () => send('number,name\nA,o"pen"\nB,b'), 'transfer.unreadable'],
  ['a row that is too long', () => send('number,name\nA,b,c\n'), 'transfer.unreadable'],
  ['a row that is too short', () => send('number,name\nA\n'), 'transfer.unreadable'],
  ['NUL bytes', () => send('number,name\nA,b\u0000c\n'), 'transfer.not_text'],
  ['Latin-1', () => send(bytes(...Buffer.from('number,name\nA,Dießen', 'latin1'))), 'transfer.not_text'],
  ['UTF-16', () => send(bytes(0xff, 0xfe, ...Buffer.from(good, 'utf16le'))), 'transfer.not_text'],
  ['a picture', () => send(bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)), 'transfer.not_text'],
  ['a spreadsheet', () => send(bytes(0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0)), 'transfer.not_text'],
  ['unknown columns alone', () => send('colour,size\nred,9'), 'transfer.nothing_mapped'],
  ['one field twice', () => send('name,name\nA,B'), 'transfer.column_twice'],
  ['a mapping to no field', () => send(good, { colour: 'name' }), 'transfer.unknown_column'],
  ['a mapping from no column', () => send(good, { name: 'colour' }), 'transfer.column_missing'],
  ['a mapping that is none', () => send(good, ['name']), 'transfer.bad_mapping'],
  ['a mapping to a number', () => send(good, { name: 7 }), 'transfer.bad_mapping'],
  ['50 MB', () => send(`number,name\n${'x'.repeat(50_000_000)}`), 'kit.too_large'],
  ['50 MB of rows', () => send(`number,name\n${'N-1,Name\n'.repeat(5_600_000)}`), 'kit.too_large'],
  ['a line of 2 MB', () => send(`number,name\nA,"${'x'.repeat(2_000_000)}"`), 'transfer.unreadable'],
]

for (const [what, attempt, code] of refused) {
  test(`${what} is refused by name`, async () => {
    assertRefused(await attempt(), code)
    assertAccountOfNothing(await server.sql(`select 1 from data_job where tenant_id = $1`, [server.tenant]))
  })
}

function assertAccountOfNothing(jobs: readonly unknown[]): void {
  if (jobs.length > 0) throw new Error('a refused file left a job behind')
}

test('a body that is no form is refused', async () => {
  const answer = await server.as.administrator.post('/api/v1/partners/import/', { name: 'x' })
  assertRefused(answer, 'kit.wrong_content_type')
  const empty = await fetch(`${server.url}/api/v1/partners/import/`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await server.as.administrator.token()}`,
      'x-organization': server.root,
      'content-type': 'multipart/form-data; boundary=x',
    },
    body: '--x--\r\n',
  })
  if (empty.status !== 400) throw new Error(`answered ${empty.status} ${await empty.text()}`)
})

test('control characters and texts that are too long fail their row', async () => {
  const job = await importCsv(
    server.as.administrator,
    'partners',
    `number,name\nC-1,bell\u0007\nC-2,${'x'.repeat(300)}\nC-3,'); drop table partner; --\nC-4,good`,
  )
  assertAccount(job, { loaded: 2, failed: 2 })
})

test('after all of that the server answers', async () => {
  assertStatus(await server.as.administrator.get('/api/v1/partners/'), 200)
  assertAccount(await importCsv(server.as.administrator, 'partners', `\ufeff${good}`), { loaded: 1 })
})
