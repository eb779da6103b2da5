/** The runner counts what happened, whatever a test file does to itself. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runKontor, temporaryFolder } from './kontor-process.ts'

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
  },
  'holds no test': { source: '', tally: { passed: 0, failed: 1, skipped: 0 }, says: /holds no test/ },
}

const head = `import { before, describe, test } from 'node:test'\n`

/** What the runner makes of these files, in a process of its own: it refuses to run inside a test. */
async function outcomeOf(sources: Readonly<Record<string, string>>, folder: string) {
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
    const [files, folder] = [${JSON.stringify(files)}, ${JSON.stringify(folder)}]
    const tally = await runNodeTests(files, folder, new AbortController().signal, 2000)
    console.log('tally', JSON.stringify(tally))`,
  )
  const run = runKontor(process.execPath, [program], {})
  await run.exit
  return { tally: JSON.parse(/^tally (.+)$/m.exec(run.output())?.[1] ?? run.output()), output: run.output() }
}

for (const [name, { source, tally, says }] of Object.entries(cases)) {
  test(`a file that ${name}`, async (context) => {
    const folder = temporaryFolder('runner')
    context.after(folder.remove)
    const outcome = await outcomeOf({ 'case.test.mjs': source }, folder.path)
    assert.deepEqual(outcome.tally, tally)
    assert.match(outcome.output, says)
  })
}

test('files that share a process are told of one by one', async (context) => {
  const folder = temporaryFolder('runner')
  context.after(folder.remove)
  const { tally, output } = await outcomeOf(
    {
      'server/good.test.mjs': `let ready = false; before(() => { ready = true })
        test('one', () => { if (!ready) throw new Error('its own hook comes first') })`,
      'server/bad.test.mjs': `test('two', () => { throw new Error('a reason') }); test('three', () => {})`,
      'server/broken.test.mjs': `throw new Error('at load')`,
      'server/none.test.mjs': '',
    },
    folder.path,
  )
  assert.deepEqual(tally, { passed: 2, failed: 3, skipped: 0 }, output)
  assert.match(output, /✔ server\/good\.test\.mjs: 1 passed, \d/)
  assert.match(output, /✖ server\/bad\.test\.mjs: 1 passed, 1 failed.*\n.*✖ two .*\n.*a reason/)
  assert.match(output, /✖ server\/broken\.test\.mjs: 0 passed, 1 failed.*\n(.*\n)?.*at load/)
  assert.match(output, /✖ server\/none\.test\.mjs: 0 passed, 1 failed.*\n.*holds no test/)
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
  assert.match(one.output, /a last word/)

  // As many as there are processes, and longer than the one that is left, so that they come first.
  const all = Array.from({ length: 3 }, (_, index) => [`server/ends-${index}.test.mjs`, `${ends} // longer`])
  const sources = { ...Object.fromEntries(all), 'server/never.test.mjs': `test('two', () => {})` }
  const three = await outcomeOf(sources, folder.path)
  assert.deepEqual(three.tally, { passed: 0, failed: 4, skipped: 0 }, three.output)
  assert.match(three.output, /✖ server\/never\.test/)
})
