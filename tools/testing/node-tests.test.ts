/** The runner counts what happened, whatever a test file does to itself. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runCheck } from './checks.ts'
import { summaryOf, tallyOf } from './failures.ts'
import { runKontor, temporaryFolder } from './kontor-process.ts'
import { createPlaces } from './places.ts'

const cases = {
  'passes and skips': {
    source: `test('one', () => {}); test('two', { skip: true }, () => {})
      describe('all', () => test('three', () => {}))`,
    tally: { passed: 2, failed: 0, skipped: 1 },
    says: /2 passed, 1 skipped/,
  },
  fails: {
    source: `test('one', () => {})
      test('two', (context) => { context.diagnostic('seed 42'); throw new Error('a reason') })`,
    tally: { passed: 1, failed: 1, skipped: 0 },
    says: /✖ two \(.*a reason.*seed 42/s,
  },
  'does not load': {
    source: `throw new Error('at load')`,
    tally: { passed: 0, failed: 1, skipped: 0 },
    says: /at load.*ended before its tests had/s,
  },
  'ends half-way': {
    source: `test('one', () => {}); test('two', () => process.exit(0)); test('three', () => {})`,
    tally: { passed: 0, failed: 1, skipped: 0 },
    says: /holds no test|ended before its tests had/,
  },
  hangs: {
    source: `before(() => new Promise(() => {})); setInterval(() => {}, 1000); test('one', () => {})`,
    tally: { passed: 0, failed: 1, skipped: 0 },
    says: /ended before its tests had/,
    limit: 2000,
  },
  'holds no test': { source: '', tally: { passed: 0, failed: 1, skipped: 0 }, says: /holds no test/ },
}

const head = `import { after, before, describe, test } from 'node:test'\n`

/** What the runner makes of these files, in a process of its own: it refuses to run inside a test. */
async function outcomeOf(sources: Readonly<Record<string, string>>, folder: string, limit?: number) {
  const files = Object.entries(sources).map(([name, source]) => {
    const file = join(folder, name)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, `${head}${source}\n`)
    return file
  })
  const program = join(folder, 'program.mjs')
  writeFileSync(
    program,
    `import { runNodeTests } from ${JSON.stringify(join(import.meta.dirname, 'node-tests.ts'))}
    import { summaryOf } from ${JSON.stringify(join(import.meta.dirname, 'failures.ts'))}
    import { createPlaces } from ${JSON.stringify(join(import.meta.dirname, 'places.ts'))}
    const [files, projectFolder] = [${JSON.stringify(files)}, ${JSON.stringify(folder)}]
    const { signal } = new AbortController()
    const stage = { projectFolder, signal, places: createPlaces(3), say: console.log }
    const { failures, ...tally } = await runNodeTests(files, stage, { fileLimit: ${limit} })
    console.log('tally', JSON.stringify(tally))
    console.log(summaryOf(failures ?? []))`,
  )
  const run = runKontor(process.execPath, [program], {})
  await run.exit
  const output = run.output()
  const [, tally = output, summary = ''] = /^tally (.+)\n([^]*)$/m.exec(output) ?? []
  return { tally: JSON.parse(tally), output, summary }
}

for (const [name, { source, tally, says, ...more }] of Object.entries(cases)) {
  test(`a file that ${name}`, async (context) => {
    const folder = temporaryFolder('runner')
    context.after(folder.remove)
    const outcome = await outcomeOf(
      { 'case.test.mjs': source },
      folder.path,
      'limit' in more ? more.limit : undefined,
    )
    assert.deepEqual(outcome.tally, tally)
    assert.match(outcome.output, says)
    assert.equal(outcome.summary.includes('✖ case.test.mjs'), tally.failed > 0, outcome.output)
  })
}

test('files that share a process are told of one by one', async (context) => {
  const folder = temporaryFolder('runner')
  context.after(folder.remove)
  const { tally, output, summary } = await outcomeOf(
    {
      'server/good.test.mjs': `let ready = false; before(() => { ready = true })
        test('one', () => { if (!ready) throw new Error('its own hook comes first') })`,
      'server/bad.test.mjs': `describe('all', () => describe('of them', () => {
        test('two', () => { throw new Error('a reason') }); test('three', () => {}) }))`,
      'server/hook.test.mjs': `before(() => { throw new Error('no server') }); test('four', () => {})`,
      'server/late.test.mjs': `describe('all', () => { after(() => { throw new Error('left open') })
        test('five', () => {}) })`,
      'server/broken.test.mjs': `throw new Error('at load')`,
      'server/none.test.mjs': '',
    },
    folder.path,
  )
  assert.deepEqual(tally, { passed: 3, failed: 6, skipped: 0 }, output)
  assert.match(output, /✔ server\/good\.test\.mjs: 1 passed, \d/)
  assert.match(output, /✖ server\/bad\.test\.mjs: 1 passed, 1 failed.*\n.*✖ two .*\n.*a reason/)
  assert.match(output, /✖ server\/broken\.test\.mjs: 0 passed, 1 failed.*\n(.*\n)?.*at load/)
  assert.match(output, /✖ server\/none\.test\.mjs: 0 passed, 1 failed.*\n.*holds no test/)

  assert.match(summary, /^── what failed$/m)
  assert.match(summary, /^✖ server\/bad\.test\.mjs › all › of them › two\n +Error: a reason$/m)
  assert.match(summary, /^✖ server\/hook\.test\.mjs\n +ended before its tests had\n +Error: no server$/m)
  assert.match(summary, /^✖ server\/hook\.test\.mjs › four$/m)
  assert.match(summary, /^✖ server\/late\.test\.mjs › all\n +Error: left open$/m)
  assert.match(summary, /^✖ server\/broken\.test\.mjs\n +ended before its tests had\n +Error: at load$/m)
  assert.match(summary, /^✖ server\/none\.test\.mjs\n +holds no test$/m)
  assert.doesNotMatch(summary, /good/)
})

test('an error that nobody caught fails the run, though no promise is followed', async (context) => {
  const folder = temporaryFolder('runner')
  context.after(folder.remove)
  const source = `import { executionAsyncId } from 'node:async_hooks'
    test('one', async () => {
      await null
      if (executionAsyncId() !== 0) throw new Error('promises are followed')
      const thrown = new Promise((done) => process.once('uncaughtException', done))
      setTimeout(() => { throw new Error('by itself') })
      await thrown
    })`
  const files = { 'alone.test.mjs': source, 'server/shared.test.mjs': source }
  const { tally, summary, output } = await outcomeOf(files, folder.path)
  assert.deepEqual(tally, { passed: 2, failed: 2, skipped: 0 }, output)
  assert.match(summary, /^✖ alone\.test\.mjs\n( +.*\n)*.*by itself/m)
  assert.match(summary, /uncaughtException while .*server\/shared\.test\.mjs was running\n +Error: by itself/)
})

test('the summary names checks and stages, keeps to first lines and says a reason once', async () => {
  const rows = Array.from({ length: 14 }, (_, index) => `row ${index} ${'x'.repeat(400)}`)
  const check = {
    name: 'format',
    command: ['-e', `console.log(${JSON.stringify(rows.join('\n'))}); process.exit(1)`],
    length: 1,
  }
  const said: string[] = []
  const say = (text: string) => void said.push(text)
  const { signal } = new AbortController()
  const stage = { projectFolder: import.meta.dirname, signal, places: createPlaces(1), say }
  const checked = await runCheck(check, stage)
  assert.match(said.join('\n'), /row 13/)
  const broken = await tallyOf('the screens', () => Promise.reject(new Error('no browser')), say)
  const counted = await tallyOf('the audit', async () => ({ passed: 0, failed: 2, skipped: 0 }), say)
  assert.deepEqual([checked.failed, broken.failed, counted.failed], [1, 1, 2])

  const same = { place: 'a.test.ts', name: 'one', text: 'no server' }
  const failures = [checked, broken, counted].flatMap((tally) => tally.failures ?? [])
  const summary = summaryOf([...failures, same, { ...same, name: 'two' }])
  assert.match(summary, /^✖ format\n +row 0 x+\n +row 1 x/m)
  assert.doesNotMatch(summary, /row 12|x{300}/)
  assert.match(summary, /^✖ the screens\n +Error: no browser$/m)
  assert.match(summary, /^✖ the audit$/m)
  assert.match(summary, /^✖ a\.test\.ts › one\n +no server\n✖ a\.test\.ts › two\n +as before\n$/m)
  assert.equal(summaryOf([]), '')
})

test('where a shared process ends early its file has failed, and others where none is left', async (context) => {
  const folder = temporaryFolder('runner')
  context.after(folder.remove)
  const ends = `const end = process.exit; test('one', () => { console.log('a last word'); end(0) })`
  const one = await outcomeOf(
    { 'server/ends.test.mjs': ends, 'server/runs.test.mjs': `test('two', () => {})` },
    folder.path,
  )
  assert.deepEqual(one.tally, { passed: 1, failed: 1, skipped: 0 }, one.output)
  assert.match(one.output, /✖ server\/ends\.test/)
  assert.match(one.summary, /✖ server\/ends\.test\.mjs\n +ended before its tests had\n +a last word/)

  // As many as there are processes, and longer than the one that is left, so that they come first.
  const all = Array.from({ length: 3 }, (_, index) => [`server/ends-${index}.test.mjs`, `${ends} // longer`])
  const sources = { ...Object.fromEntries(all), 'server/never.test.mjs': `test('two', () => {})` }
  const three = await outcomeOf(sources, folder.path)
  assert.deepEqual(three.tally, { passed: 0, failed: 4, skipped: 0 }, three.output)
  assert.match(three.summary, /✖ server\/never\.test/)

  const hangs = `test('one', () => {}); test('two', () => new Promise(() => {}))
    setInterval(() => {}, 1000)`
  const hung = await outcomeOf({ 'server/hangs.test.mjs': hangs }, folder.path, 2000)
  assert.equal(hung.tally.failed, 1, hung.output)
  assert.match(hung.summary, /✖ server\/hangs\.test\.mjs\n +ended before its tests had/)
})
