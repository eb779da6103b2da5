/** `kontor audit`: seals, verifies the database, exports, and verifies the file without any server. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
const folder = mkdtempSync(join(tmpdir(), 'kontor-audit-command-'))
const file = join(folder, 'chain.jsonl')
const verifier = join(import.meta.dirname, '../modules/audit/verify/main.ts')

before(async () => {
  server = await startServer()
})
after(async () => {
  rmSync(folder, { recursive: true })
  await server.stop()
})

interface Ended {
  readonly code: number
  readonly output: string
}

function run(program: string, parameters: readonly string[], environment: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...parameters], { env: environment }, (error, output, complaint) =>
      resolve({ code: Number(error?.code ?? 0), output: output + complaint }),
    )
  })
}

const kontor = (...parameters: string[]) =>
  run(join(import.meta.dirname, 'main.ts'), ['audit', ...parameters], {
    ...process.env,
    DATABASE_URL: server.database.url,
    KONTOR_DATA: folder,
    KONTOR_SECRET_AUDIT_SIGNING_KEY: 'only for tests, and long enough for that',
  })

/** No server, no database, no key of Kontor's: only Node, the file and what the auditor kept. */
const alone = (path: string) => {
  const kept = join(folder, 'audit-checkpoints')
  const key = readdirSync(kept).find((name) => name.endsWith('.pub')) ?? ''
  const checkpoints = join(kept, `${server.tenant}.jsonl`)
  return run(verifier, [path, '--key', join(kept, key), '--checkpoints', checkpoints, '--json'], {})
}

test('a chain is sealed, verified in the database, exported, and verified from the file alone', async () => {
  const sealed = await kontor('seal')
  assert.match(sealed.output, /^\d+ rows sealed\n$/)
  const live = await kontor('verify', '--chain', server.tenant, '--json')
  assert.equal(live.code, 0, live.output)
  const report = JSON.parse(live.output)
  assert.deepEqual([report.verdict, report.unsealed, report.trusted], ['verified', 0, true])
  assert.ok(report.rows > 5)
  const exported = await kontor('export', '--chain', server.tenant, '--file', file, '--personal')
  assert.equal(exported.code, 0, exported.output)
  const found = await alone(file)
  assert.equal(found.code, 0, found.output)
  // The export itself is an entry, not sealed yet.
  assert.deepEqual(JSON.parse(found.output), { ...report, unsealed: 1 })
})

test('a file that was changed, cut off, thinned out or is none is refused, and the row named', async () => {
  const lines = readFileSync(file, 'utf8').split('\n')
  const rows = lines.flatMap((line, index) => (line.startsWith('{"kind":"row"') ? [index] : []))
  const [third = 0, fourth = 0] = rows.slice(2)
  const id = JSON.parse(lines[third] ?? '').id
  const broken: readonly [string, string[], string, string | null][] = [
    [
      'changed',
      lines.with(third, lines[third]?.replace('"actor_name":"', '"actor_name":"x') ?? ''),
      'changed',
      id,
    ],
    ['dropped', lines.toSpliced(third, 1), 'dropped', id],
    ['twice', lines.toSpliced(third, 0, lines[third] ?? ''), 'inserted', id],
    [
      'swapped',
      lines.with(third, lines[fourth] ?? '').with(fourth, lines[third] ?? ''),
      'reordered',
      JSON.parse(lines[fourth] ?? '').id,
    ],
    [
      'without batches',
      lines.filter((line) => !/"kind":"(batch|row|checkpoint)"/.test(line)),
      'truncated',
      null,
    ],
  ]
  for (const [what, changed, kind, row] of broken) {
    const path = join(folder, `${what}.jsonl`)
    writeFileSync(path, changed.join('\n'))
    const { code, output } = await alone(path)
    assert.equal(code, 1, `${what}: ${output}`)
    const { first } = JSON.parse(output)
    assert.deepEqual([first.kind, first.id], [kind, row], `${what}: ${output}`)
  }
  for (const text of [lines.slice(0, -2).join('\n'), 'no package\n', '', '{"kind":"row"}\n']) {
    const path = join(folder, 'unreadable.jsonl')
    writeFileSync(path, text)
    const { code, output } = await alone(path)
    assert.equal(code, 2, output)
    assert.match(output, /^not to be read: /)
  }
})

test('the command tells a broken database by its exit code and names the row', async () => {
  await server.sql('alter table audit_log disable trigger user')
  const [row] = await server.sql<{ id: string }>(
    `update audit_log set actor_name = 'nobody' where id = (select id from audit_log where tenant_id = $1
    order by transaction_id, sequence offset 3 limit 1) returning id`,
    [server.tenant],
  )
  await server.sql('alter table audit_log enable trigger user')
  const { code, output } = await kontor('verify')
  assert.equal(code, 1, output)
  assert.match(output, new RegExp(`first fault at position 4, row ${row?.id}: changed`))
  assert.match(output, new RegExp(`chain ${server.other.tenant}: verified`))
})
