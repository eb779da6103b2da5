/** The list of actions is closed: whatever any source writes into the trail stands in it, with its words. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { de } from '#contract/audit/texts.de.ts'
import { auditActions } from '#contract/kit/audit-action.ts'
import { englishChoice } from '#contract/kit/texts.ts'

const project = join(import.meta.dirname, '../../../..')

/** What else is written in capitals where entries are written. */
const others = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'YYYY'])
const capitals = /'([A-Z]{3,}(?:_[A-Z]+)+|[A-Z]{4,})'/g

/** They name actions to read entries by, and write others than those. */
const readers = /\/user\/security\/(logins|alerts)\.ts$|\/audit\/reading\/as-of\.ts$|\/audit\/verify\//

/** What the sources write, each with a file that does. */
function written(): Map<string, string> {
  const files = globSync('server/{src,migrations}/**/*.{ts,sql}', { cwd: project })
  const found = new Map<string, string>()
  const isSource = (name: string) => !/\.test\.ts$|\/testing\/|\/suites\//.test(name) && !readers.test(name)
  for (const file of files.filter(isSource)) {
    const text = readFileSync(join(project, file), 'utf8')
    const inserts = [...text.matchAll(/insert into audit_log[\s\S]{0,1500}?(?:;|`|\n\n)/g)].map(
      ([insert]) => insert,
    )
    // A file that writes entries may name the action in a constant, a table or a condition.
    const isWriter =
      file.endsWith('.ts') && /writeAudit|noteOwn|audit_log|AuditEntry|write\(record, documents/.test(text)
    for (const [, code = ''] of [...inserts, ...(isWriter ? [text] : [])].flatMap((part) => [
      ...part.matchAll(capitals),
    ])) {
      if (others.has(code) || code.startsWith('ERR_')) continue
      found.set(code, file)
    }
  }
  return found
}

test('the catalogue is what is written: no action without a place in it, none that nothing writes', () => {
  const known = new Set<string>(auditActions)
  assert.equal(known.size, auditActions.length)
  const found = written()
  for (const [code, file] of found) {
    assert.ok(known.has(code), `${file} writes ${code}, which contract/src/kit/audit-action.ts does not list`)
  }
  const unwritten = auditActions.filter((action) => !found.has(action))
  assert.deepEqual(unwritten, [], 'these stand in the list, and nothing ever writes them')
})

test('every action has its words in both languages, and its line in the documentation', () => {
  const german: Readonly<Record<string, string>> = de.records.audit_log.choices?.action ?? {}
  const documentation = readFileSync(join(project, 'docs/modules/audit.md'), 'utf8')
  for (const action of auditActions) {
    assert.ok((german[action] ?? '').length > 2 && german[action] !== action, `${action} has no German words`)
    assert.match(englishChoice(action), /^[A-Z][a-z]/, `${action} has no English words`)
    assert.ok(documentation.includes(`\`${action}\``), `docs/modules/audit.md does not name ${action}`)
  }
})
