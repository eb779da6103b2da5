/** The runner counts what happened, whatever a test file does to itself. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
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

for (const [name, { source, tally, says }] of Object.entries(cases)) {
  test(`a file that ${name}`, async (context) => {
    const folder = temporaryFolder('runner')
    context.after(folder.remove)
    const file = join(folder.path, 'case.test.mjs')
    writeFileSync(file, `import { before, describe, test } from 'node:test'\n${source}\n`)
    const program = join(folder.path, 'program.mjs')
    writeFileSync(
      program,
      `import { runNodeTests } from ${JSON.stringify(join(import.meta.dirname, 'node-tests.ts'))}
      const tally = await runNodeTests([${JSON.stringify(file)}], '/', new AbortController().signal, 2000)
      console.log('tally', JSON.stringify(tally))`,
    )
    // A process of its own: the runner refuses to run inside a test.
    const run = runKontor(process.execPath, [program], {})
    await run.exit
    assert.deepEqual(JSON.parse(/^tally (.+)$/m.exec(run.output())?.[1] ?? run.output()), tally)
    assert.match(run.output(), says)
  })
}
