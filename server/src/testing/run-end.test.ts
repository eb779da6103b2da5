/** What `before` starts is there for `after` to stop, even where no test of the file is wanted. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const source = `
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { noteStart } from '${join(import.meta.dirname, 'run-end.ts')}'
let server
before(async () => { server = await noteStart(pause(100, { stop: () => console.log('stopped') })) })
after(() => server.stop())
test('one', () => {})
`

for (const [which, pattern] of [
  ['all tests', 'one'],
  ['no test', 'two'],
]) {
  test(`where ${which} of a file run, after has something to stop`, (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'kontor-run-end-'))
    context.after(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'case.test.ts')
    writeFileSync(file, source)
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env
    const parameters = [`--test-name-pattern=${pattern}`, file]
    const { stdout, status } = spawnSync(process.execPath, parameters, { env: environment, encoding: 'utf8' })
    assert.match(stdout, /^stopped$/m)
    assert.equal(status, 0, stdout)
  })
}
