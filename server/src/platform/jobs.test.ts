/** The job worker outlives its connections: they may break just when it writes down what became of a job. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { createTestDatabase, type TestDatabase } from '#server/testing/database.ts'
import { type Jobs, startJobs } from './jobs.ts'

let database: TestDatabase
let owner: pg.Client
let jobs: Jobs
const unhandled: unknown[] = []
const note = (error: unknown) => void unhandled.push(error)
let begun = 0
let breaking = Promise.resolve()
const heard = new EventTarget()

before(async () => {
  database = await createTestDatabase()
  owner = new pg.Client({ connectionString: database.superuserUrl })
  await owner.connect()
  process.on('unhandledRejection', note)
  const cut = async () => {
    begun += 1
    heard.dispatchEvent(new Event('begun'))
    breaking = breakForAWhile(breaking)
    throw new TypeError('cut off')
  }
  const work = async () => {
    heard.dispatchEvent(new Event('worked'))
    return true
  }
  jobs = await startJobs(database.url, { cut, work }, pino({ level: 'silent' }))
})

after(async () => {
  await breaking
  await jobs.stop()
  process.off('unhandledRejection', note)
  await owner.end()
  await database.drop()
})

/** Again and again: connections break, too, while a worker that gives up is closing them. */
async function breakForAWhile(before: Promise<void>): Promise<void> {
  await before
  for (let time = 0; time < 20; time += 1) {
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    )
    await pause(25)
  }
}

/** Asked for again: a job is lost whose connection breaks after it was taken and before the worker knows of it. */
async function perform(task: string, event: string): Promise<void> {
  const done = once(heard, event).then(() => true)
  for (let isDone = false; !isDone; isDone = await Promise.race([done, pause(5000, false, { ref: false })]))
    await owner.query('select graphile_worker.add_job($1, max_attempts => 1)', [task])
}

test('connections that break under a job end neither the process nor the work', async () => {
  for (let round = 1; round <= 5; round += 1) await perform('cut', 'begun')
  await perform('work', 'worked')
  assert.deepEqual(unhandled, [])
  assert.ok(begun >= 5)
})
