/** The list of actions is closed: whatever any source writes into the trail stands in it. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { auditActions } from '#contract/kit/audit-action.ts'

const project = join(import.meta.dirname, '../../../..')

test('every action that is written has its place in the catalogue, and so its words', () => {
  const known = new Set<string>(auditActions)
  assert.equal(known.size, auditActions.length)
  const files = globSync('server/{src,migrations}/**/*.{ts,sql}', { cwd: project })
  let found = 0
  for (const file of files.filter((name) => !/\.test\.ts$|\/testing\//.test(name))) {
    const text = readFileSync(join(project, file), 'utf8')
    const inserts = [...text.matchAll(/insert into audit_log[\s\S]{0,600}?(?:;|`|\n\n)/g)]
    const codes = [
      ...text.matchAll(/\baction: '([A-Z_]+)'/g),
      ...inserts.flatMap(([insert]) => [...insert.matchAll(/'([A-Z]{3,}(?:_[A-Z]+)*)'/g)]),
    ]
    for (const [, code = ''] of codes) {
      found += 1
      assert.ok(
        known.has(code),
        `${file} writes ${code}, which contract/src/kit/audit-action.ts does not list`,
      )
    }
  }
  assert.ok(found > 12, `only ${found} actions found: the search is broken`)
})
