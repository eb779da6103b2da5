/** Every way a running Kontor can end: nothing is left running, and nothing that was committed is lost. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import {
  childrenOf,
  isAlive,
  type KontorProcess,
  ownerUrlOf,
  processesOf,
  runKontor,
  runServer,
  temporaryFolder,
  until,
  untilEnded,
} from '../testing/kontor-process.ts'

const folder = temporaryFolder('end')
const dataFolder = join(folder.path, 'data')
const environment = { KONTOR_DATA: dataFolder, KONTOR_LOG: 'info' }
let commits = 0
let running: KontorProcess | undefined

after(async () => {
  running?.child.kill('SIGTERM')
  await running?.exit
  folder.remove()
})

// These come first, in the folder that all others use: what they leave behind hinders none of the starts that follow.
for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`${signal} while the first start makes the database does not hinder the next one`, async () => {
    // Made already where the signal before came late; a half-made one is there then in any case.
    const made = join(dataFolder, 'postgres')
    rmSync(made, { recursive: true, force: true })
    const halfMade = join(dataFolder, 'postgres.new/half made')
    if (existsSync(dataFolder)) mkdirSync(halfMade, { recursive: true })
    const kontor = runServer(environment)
    running = kontor
    const isAtWork = () => !existsSync(halfMade) && existsSync(join(halfMade, '../PG_VERSION'))
    await until('initdb works, or has worked', () => isAtWork() || existsSync(made))
    const guardians = childrenOf(kontor.child.pid!)
    kontor.child.kill(signal)
    assert.deepEqual(
      await kontor.exit,
      signal === 'SIGTERM' ? { code: 0, signal: null } : { code: null, signal },
    )
    for (const guardian of guardians) await untilEnded({ guardian })
  })
}

test('the next one makes it, whole', async () => {
  running = runKontor('npm', ['start'], environment)
  await running.ready
  await query('create table note (number integer primary key)')
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  for (const name of ['npm', 'launcher', 'server'] as const) {
    test(`${signal} to ${name} ends all in good order, whatever a client has begun`, async () => {
      const kontor = await startByNpm()
      await commit()
      await beginRequest(await kontor.ready)
      const processes = processesOf(dataFolder)
      process.kill(name === 'npm' ? kontor.child.pid! : processes[name], signal)
      assert.equal((await kontor.exit).code, 0, kontor.output())
      await untilEnded(processes)
      assert.match(kontor.output(), /LOG: {2}shutting down/)
    })
  }
}

for (const name of ['npm', 'launcher', 'server', 'guardian', 'postgres'] as const) {
  test(`kill -9 of ${name} ends all`, async () => {
    const kontor = await startByNpm()
    await commit()
    const processes = processesOf(dataFolder)
    process.kill(name === 'npm' ? kontor.child.pid! : processes[name], 'SIGKILL')
    const { code, signal } = await kontor.exit
    assert.ok(code !== 0 || signal !== null, 'an end by force is no success')
    await untilEnded(processes)
  })
}

test('a PostgreSQL that outlived its Kontor is stopped by the next start', async () => {
  const kontor = await startByNpm()
  await commit()
  const first = processesOf(dataFolder)
  // The guardian's group holds its reader of the pipe too: now nobody is left to tell PostgreSQL.
  process.kill(first.server, 'SIGSTOP')
  const watchers = childrenOf(first.guardian).filter((pid) => pid !== first.postgres)
  assert.equal(watchers.length, 1)
  for (const pid of [...watchers, first.guardian]) process.kill(pid, 'SIGKILL')
  process.kill(first.server, 'SIGKILL')
  await kontor.exit
  assert.ok(isAlive(first.postgres))
  const second = await startByNpm()
  assert.match(second.output(), /earlier start/)
  assert.equal(isAlive(first.postgres), false)
})

/** One that is never finished. */
async function beginRequest(address: string): Promise<void> {
  const client = connect(Number(new URL(address).port), '127.0.0.1')
  client.on('error', () => {})
  client.write('POST /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf')
  await fetch(new URL('livez', address))
}

/** One that an earlier test left running is as good as a new one. */
async function startByNpm(): Promise<KontorProcess> {
  const isRunning =
    running !== undefined && running.child.exitCode === null && running.child.signalCode === null
  if (!isRunning) running = runKontor('npm', ['start'], environment)
  const kontor = running!
  const answer = await fetch(new URL('readyz', await kontor.ready))
  assert.equal(answer.status, 200)
  assert.equal(await committed(), commits, 'what was committed before is there, however it ended')
  return kontor
}

async function commit(): Promise<void> {
  commits += 1
  await query('insert into note values ($1)', [commits])
}

async function committed(): Promise<number> {
  const [row] = await query('select count(*)::int as count from note')
  return row.count
}

async function query(text: string, values: unknown[] = []): Promise<any[]> {
  const client = new pg.Client({ connectionString: ownerUrlOf(dataFolder) })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
