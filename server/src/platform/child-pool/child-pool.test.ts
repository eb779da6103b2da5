/** The pool of child processes: its children never outlive the parent, and never keep it alive. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isRunning, until } from '#server/testing/processes.ts'
import { ChildPool } from './child-pool.ts'

const program = new URL('./child.example.ts', import.meta.url)
const pools: ChildPool<object, { job: object; settings: unknown; environment: string[] }>[] = []

function createPool(changes: { children?: number; idleMilliseconds?: number; settings?: unknown } = {}) {
  const pool = new ChildPool<object, { job: object; settings: unknown; environment: string[] }>({
    program,
    children: 2,
    jobsPerChild: 100,
    ...changes,
  })
  pools.push(pool)
  return pool
}

after(() => Promise.all(pools.map((pool) => pool.close())))

async function startParent(then: string): Promise<{ parent: ChildProcess; child: number }> {
  const file = fileURLToPath(new URL('./parent.example.ts', import.meta.url))
  const parent = spawn(process.execPath, [file, then], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await Promise.race([once(parent.stdout, 'data'), once(parent, 'exit')])
  return { parent, child: Number(line) }
}

describe('a pool of child processes', () => {
  test('answers every caller with his own job, whoever does it', async () => {
    const pool = createPool({ settings: { name: 'Zinngießerei' } })
    assert.deepEqual(pool.processes(), [], 'nothing is started before the first job')
    const jobs = Array.from({ length: 40 }, (_, number) => ({ number, bytes: Buffer.from([number]) }))
    const answers = await Promise.all(jobs.map((job) => pool.run(job)))
    assert.deepEqual(
      answers.map(({ job }) => ({ ...job, bytes: Buffer.from((job as { bytes: Uint8Array }).bytes) })),
      jobs,
    )
    assert.deepEqual(answers[0]?.settings, { name: 'Zinngießerei' })
    assert.equal(pool.processes().length, 2)
  })

  test('hands the child nothing of the environment but what it needs', async () => {
    process.env.KONTOR_SECRET_OF_A_TEST = 'secret'
    const { environment } = await createPool().run({})
    delete process.env.KONTOR_SECRET_OF_A_TEST
    assert.deepEqual(
      environment.filter((name) => !/^(PATH|MALLOC_|NODE_CHANNEL_|__CF)/.test(name)),
      [],
    )
  })

  test('refuses a job that ends two children, and goes on', async () => {
    const pool = createPool({ children: 1 })
    await assert.rejects(pool.run({ fail: true }), { code: 'child_lost' })
    assert.deepEqual((await pool.run({ number: 7 })).job, { number: 7 })
  })

  test('ends children that have nothing to do', async () => {
    const pool = createPool({ idleMilliseconds: 20 })
    await pool.run({})
    const [{ pid } = { pid: undefined }] = pool.processes()
    await until(() => !isRunning(pid))
    assert.deepEqual(pool.processes(), [])
    assert.deepEqual((await pool.run({ again: true })).job, { again: true })
  })

  for (const then of ['end', 'close']) {
    test(`an idle child keeps no program alive that has come to its ${then}`, async () => {
      const { parent, child } = await startParent(then)
      const [code] = await once(parent, 'exit')
      assert.equal(code, 0)
      await until(() => !isRunning(child))
    })
  }

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const state of ['wait', 'block']) {
      test(`a parent ended by ${signal} takes a child along that is in state ${state}`, async () => {
        const { parent, child } = await startParent(state)
        parent.kill(signal)
        await once(parent, 'exit')
        await until(() => !isRunning(child))
      })
    }
  }

  test('closing refuses what runs and what waits, and ends the children', async () => {
    const pool = createPool({ children: 1 })
    const running = assert.rejects(pool.run({ block: true }), { code: 'pool_closed' })
    const waiting = assert.rejects(pool.run({}), { code: 'pool_closed' })
    const [{ pid } = { pid: undefined }] = pool.processes()
    await pool.close()
    await Promise.all([running, waiting])
    assert.equal(isRunning(pid), false)
    await assert.rejects(pool.run({}), { code: 'pool_closed' })
  })
})
