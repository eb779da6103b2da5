/** Statements in one packet: each gets its own answer, nothing runs after a failure, the connection lives on. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '#server/testing/database.ts'
import { Batches } from './statement-batch.ts'

let database: TestDatabase
let client: pg.Client
const counted = { answers: 0, descriptions: 0 }
before(async () => {
  database = await createTestDatabase({ empty: true })
  client = new pg.Client({ connectionString: database.url, pipeline: true } as pg.ClientConfig)
  await client.connect()
  const { connection } = client as unknown as { connection: { on(name: string, told: () => void): void } }
  connection.on('readyForQuery', () => (counted.answers += 1))
  connection.on('rowDescription', () => (counted.descriptions += 1))
})
after(async () => {
  await client?.end()
  await database?.drop()
})

const failed = (outcome: PromiseSettledResult<unknown>) =>
  outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : outcome.status

test('what is sent in one turn has one answer, each statement its own rows, described once', async () => {
  for (let round = 0; round < 3; round += 1) {
    const batches = new Batches(client, true)
    Object.assign(counted, { answers: 0, descriptions: 0 })
    const sent = [
      batches.send('one', 'select $1::int as number, $2::text as word', [round, null]),
      batches.send('none', 'select 1 as nothing where false', []),
      batches.send('two', 'select n from generate_series(1, $1::int) n', [3]),
    ]
    const [one, none, two] = await Promise.all(sent)
    assert.deepEqual(one?.rows, [{ number: round, word: null }])
    assert.deepEqual(none?.rows, [])
    assert.deepEqual(two, { rows: [{ n: 1 }, { n: 2 }, { n: 3 }], command: 'SELECT 3' })
    const again = await batches.send('one', 'select $1::int as number, $2::text as word', [7, 'ö'])
    assert.deepEqual(again.rows, [{ number: 7, word: 'ö' }])
    await client.query(`set application_name = 'both packets are answered'`)
    assert.deepEqual(counted, { answers: 3, descriptions: round === 0 ? 3 : 0 })
  }
})

test('nothing runs after the statement that failed, and what was never parsed can be sent later', async () => {
  const batches = new Batches(client, true)
  await client.query('create temporary table noted (word text)')
  const write = (word: string) => batches.send('write', 'insert into noted values ($1)', [word])
  const sent = [
    write('before'),
    batches.send('divide', 'select 1 / $1::int as result', [0]),
    write('after'),
    batches.send('late', 'select count(*)::int as count from noted', []),
  ]
  const outcomes = (await Promise.allSettled(sent)).map(failed)
  assert.deepEqual(outcomes, ['fulfilled', '22012', '22012', '22012'])
  const late = await batches.send('late', 'select count(*)::int as count from noted', [])
  assert.deepEqual(late.rows, [{ count: 0 }], 'one turn is one unit, also outside of a transaction')
  const good = await batches.send('divide', 'select 1 / $1::int as result', [1])
  assert.deepEqual(good.rows, [{ result: 1 }])
})

test('what is sent after a failure fails with its error until the transaction is over', async () => {
  const batches = new Batches(client, true)
  await batches.send('begin', 'begin', [])
  await assert.rejects(batches.send('divide', 'select 1 / $1::int as result', [0]), { code: '22012' })
  await assert.rejects(batches.send('behind', 'select 1', []), { code: '22012' })
  await client.query('rollback')
  assert.equal((await batches.send('behind', 'select 1', [])).command, 'SELECT 1')
})

test('what waits is sent before what must not wait', async () => {
  const batches = new Batches(client, true)
  await batches.send('begin', 'begin', [])
  const written = batches.send('write', 'insert into noted values ($1)', ['waiting'])
  batches.flush()
  await client.query('rollback')
  assert.equal((await written).command, 'INSERT 0 1')
  const { rows } = await client.query('select count(*)::int as count from noted')
  assert.deepEqual(rows, [{ count: 0 }])
})

test('without names, as behind a pooler, each statement is parsed anew', async () => {
  const batches = new Batches(client, false)
  const answers = await Promise.all([1, 2].map((n) => batches.send('n', 'select $1::int as n', [n])))
  assert.deepEqual(
    answers.map(({ rows }) => rows),
    [[{ n: 1 }], [{ n: 2 }]],
  )
  const { rows } = await client.query(
    `select count(*)::int as count from pg_prepared_statements where name = 'n'`,
  )
  assert.deepEqual(rows, [{ count: 0 }])
})

test('a connection that breaks refuses everything that waited for it', async () => {
  const broken = new pg.Client({ connectionString: database.url, pipeline: true } as pg.ClientConfig)
  broken.on('error', () => undefined)
  await broken.connect()
  const batches = new Batches(broken, true)
  const sent = [
    batches.send('end', 'select pg_terminate_backend(pg_backend_pid())', []),
    batches.send('more', 'select 1', []),
  ]
  const outcomes = await Promise.allSettled(sent)
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  await broken.end().catch(() => undefined)
})

test('what was answered is garbage at once, not when the engine next collects everything', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void
  const old = () =>
    getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0
  let before = 0
  for (let round = 0; round < 200; round += 1) {
    // The first rounds make what is kept for good.
    if (round === 20) before = old()
    const [row] = (await new Batches(client, true).send('long', `select repeat('x', 20000) as word`, [])).rows
    assert.equal(String(row?.word).length, 20_000)
    if (round % 5 === 4) collect({ type: 'minor' })
  }
  assert.ok(
    old() - before < 1_000_000,
    `of 3.6 MB that were answered ${old() - before} are among what is old`,
  )
})
