/** PostgreSQL ends connections: that ends the transaction on them, and neither the process nor the next one. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '#server/testing/database.ts'
import { inTransaction, openPool, type Pool, type Settings } from './database.ts'

const nobody: Settings = {
  tenantId: null,
  organizationId: null,
  organizationIds: [],
  usableIds: [],
  userId: null,
}
let database: TestDatabase
let superuser: pg.Client
before(async () => {
  database = await createTestDatabase()
  superuser = new pg.Client({ connectionString: database.superuserUrl })
  await superuser.connect()
})
after(async () => {
  await superuser.end()
  await database.drop()
})

function poolWithErrors(): { pool: Pool; errors: Error[] } {
  const errors: Error[] = []
  const onError = (error: Error) => void errors.push(error)
  return { pool: openPool({ url: database.url, size: 3, role: 'kontor_app', onError }), errors }
}

async function connections(): Promise<number> {
  const text = `select count(*) from pg_stat_activity where application_name = 'kontor' and datname = $1`
  return (await superuser.query<{ count: number }>(text, [database.name])).rows[0]?.count ?? 0
}

/** They have closed when it returns, as far as PostgreSQL knows. */
async function endConnections(): Promise<void> {
  const text = `select pg_terminate_backend(pid, 60000) from pg_stat_activity
    where application_name = 'kontor' and datname = $1`
  await superuser.query(text, [database.name])
}

const one = (pool: Pool) => inTransaction(pool, nobody, ({ rows }) => rows('select 1 as one'))

// Nobody's error would fail these tests by itself: the runner says so.
test('a connection that is ended under a transaction ends that one alone', async () => {
  const { pool } = poolWithErrors()
  const begun = Promise.withResolvers<void>()
  const asleep = inTransaction(pool, nobody, async ({ rows }) => {
    await rows('select 1')
    begun.resolve()
    await rows('select pg_sleep(60)')
  })
  await begun.promise
  await Promise.all([assert.rejects(asleep), endConnections()])
  const idle = inTransaction(pool, nobody, async ({ rows }) => {
    await rows('select 1')
    await endConnections()
    await rows('select 1')
  })
  await assert.rejects(idle)
  assert.deepEqual(await one(pool), [{ one: 1 }])
  await pool.end()
})

test('of a connection that breaks unused the error is told, and not the connection', async () => {
  const { pool, errors } = poolWithErrors()
  await one(pool)
  const told = new Promise<void>((resolve) => pool.once('error', () => resolve()))
  await Promise.all([told, endConnections()])
  assert.deepEqual(await one(pool), [{ one: 1 }])
  assert.deepEqual(
    errors.map((error) => [error.message, 'client' in error]),
    [['terminating connection due to administrator command', false]],
  )
  await pool.end()
})

test('a pool that has ended has no connection left', async () => {
  const { pool, errors } = poolWithErrors()
  const pair = Promise.withResolvers<void>()
  const both = [1, 2].map((number) =>
    inTransaction(pool, nobody, async ({ rows }) => {
      await rows('select 1')
      if (number === 2) pair.resolve()
      await pair.promise
    }),
  )
  await Promise.all(both)
  assert.equal(await connections(), 2)
  await pool.end()
  assert.equal(await connections(), 0)
  assert.deepEqual(errors, [])
})
