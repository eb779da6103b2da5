/** Every way a running Kontor can end: nothing is left running, and nothing that was committed is lost. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import {
  childrenOf,
  isAlive,
  type KontorProcess,
  ownerUrlOf,
  processesOf,
  runKontor,
  temporaryFolder,
  untilEnded,
} from '../testing/kontor-process.ts'

const folder = temporaryFolder('end')
const dataFolder = join(folder.path, 'data')
const environment = { KONTOR_DATA: dataFolder, KONTOR_LOG: 'info' }
let commits = 0
let running: KontorProcess | undefined

before(async () => {
  await startByNpm()
  await query('create table note (number integer primary key)')
  await stopByNpm()
})

after(async () => {
  running?.child.kill('SIGTERM')
  await running?.exit
  folder.remove()
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  for (const name of ['npm', 'launcher', 'server'] as const) {
    test(`${signal} to ${name} ends all in good order`, async () => {
      const kontor = await startByNpm()
      await commit()
      const processes = processesOf(dataFolder)
      process.kill(name === 'npm' ? kontor.child.pid! : processes[name], signal)
      assert.equal((await kontor.exit).code, 0, kontor.output())
      await untilEnded(processes)
      assert.match(kontor.output(), /LOG: {2}shutting down/)
    })
  }
}

for (const name of ['npm', 'launcher', 'server', 'guardian', 'postgres'] as const) {
  test(`kill -9 of ${name} ends all, and what was committed is there at the next start`, async () => {
    const kontor = await startByNpm()
    await commit()
    const processes = processesOf(dataFolder)
    process.kill(name === 'npm' ? kontor.child.pid! : processes[name], 'SIGKILL')
    const { code, signal } = await kontor.exit
    assert.ok(code !== 0 || signal !== null, 'an end by force is no success')
    await untilEnded(processes)
    await startByNpm()
    assert.equal(await committed(), commits)
    await stopByNpm()
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
  assert.equal(await committed(), commits)
  await stopByNpm()
})

async function startByNpm(): Promise<KontorProcess> {
  running = runKontor('npm', ['start'], environment)
  const address = await running.ready
  const answer = await fetch(new URL('readyz', address))
  assert.equal(answer.status, 200)
  return running
}

async function stopByNpm(): Promise<void> {
  running?.child.kill('SIGTERM')
  await running?.exit
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
