/** Commands of the machine, each run as a process of its own beside a server. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { commands } from './commands.ts'

let server: TestServer
const folder = mkdtempSync(join(tmpdir(), 'kontor-command-'))
const vault = join(folder, 'vault.json')

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
  readonly complaint: string
}

function run(...parameters: string[]): Promise<Ended> {
  const main = join(import.meta.dirname, 'main.ts')
  const environment = { DATABASE_URL: server.database.url, VAULT_FILE: vault, KONTOR_DATA: folder }
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, ...parameters],
      { env: { ...process.env, ...environment } },
      (error, output, complaint) => resolve({ code: Number(error?.code ?? 0), output, complaint }),
    )
  })
}

test('without a name, or with a wrong one, it tells what there is', async () => {
  for (const [name, code] of [
    ['', 0],
    ['help', 0],
    ['no-such-command', 2],
    ['__proto__', 2],
  ] as const) {
    const ended = await run(...(name === '' ? [] : [name]))
    assert.equal(ended.code, code, name)
    for (const { usage } of Object.values(commands)) assert.ok(ended.output.includes(usage), usage)
  }
})

test('rotate-token-keys writes a ring of keys, says its id and leaves a trace', async () => {
  writeFileSync(vault, JSON.stringify({ 'access-token-key': 'the first key of an installation, long' }))
  const ended = await run('rotate-token-keys')
  assert.deepEqual([ended.code, ended.complaint], [0, ''])
  const ring = JSON.parse(JSON.parse(readFileSync(vault, 'utf8'))['token-keys'])
  assert.equal(Object.keys(ring.keys).length, 2)
  assert.ok(ended.output.includes(ring.active))
  assert.ok(!ended.output.includes(ring.keys[ring.active].secret))
  const trail = await server.sql<{ actor_name: string }>(
    `select actor_name from audit_log where action = 'TOKEN_KEYS_ROTATED' and record_label = $1`,
    [ring.active],
  )
  assert.deepEqual(
    trail.map(({ actor_name: by }) => by),
    ['kontor rotate-token-keys', 'kontor rotate-token-keys'],
  )
})

test('users create-superuser makes an administrator of the one company that is named', async () => {
  const words = ['users', 'create-superuser', '--username', 'Root', '--email', 'root@example.org']
  const password = 'granite meadow 71 otter'
  assert.equal((await run(...words)).code, 2)
  assert.equal((await run(...words, '--password', password)).code, 1, 'which company?')
  const named = [...words, '--company', 'huber', '--password']
  const weak = await run(...named, 'short')
  assert.notEqual(weak.code, 0)
  assert.match(weak.complaint, /Kontor: /)
  const made = await run(...named, password)
  assert.deepEqual([made.code, made.complaint], [0, ''])
  assert.ok(!made.output.includes(password))
  assert.match((await run(...named, password)).output, /already/)
  const browser = new BrowserClient(server.url)
  const entered = assertStatus(await browser.logIn({ username: 'root', password }), 200).body
  assert.ok(entered.permissions['user.add_useraccount'].includes(server.root))
})

test('what cannot be done is said in one line, with a code for scripts', async () => {
  writeFileSync(vault, 'no json')
  const ended = await run('rotate-token-keys')
  assert.equal(ended.code, 2)
  assert.match(ended.complaint, /^Kontor: VAULT_FILE .* cannot be read as a JSON object\.\n$/)
})
