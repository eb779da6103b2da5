/** The SQL of each record's default list, of one filter and one search, kept beside; KONTOR_UPDATE=1 rewrites it. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Resource } from '#contract/kit/resource.ts'
import '#server/assemble.ts'
import type { Context } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { pageStatement, type Query } from '#server/kit/query/list.ts'
import { listed } from './served.ts'
import { goodValue } from '#contract/kit/field/fixtures.ts'

const folder = join(import.meta.dirname, 'snapshots')
const id = '00000000-0000-4000-8000-000000000001'

/** An administrator of one organization: all that the text of a statement depends on. */
const identity: Identity = {
  userId: id,
  userName: 'administrator',
  displayName: 'Administrator',
  language: 'en',
  tenantId: id,
  memberships: [
    {
      id,
      kind: 'membership',
      role: 'administrator',
      roleName: 'Administrator',
      endsAt: null,
      organizationId: id,
      organizationName: 'Root',
      reaches: [id],
      permissions: ['*'],
      fieldRules: {},
      rowRules: {},
      discountLimit: null,
    },
  ],
  objects: new Map(),
  nextChangeAt: Number.POSITIVE_INFINITY,
  organizations: new Map(),
  organizationIds: [id],
  usableIds: [id],
  permissionCache: new Map(),
}
const ctx = { identity, tenantId: id, language: 'en' } as unknown as Context

function filterOf(record: Resource): Query | null {
  for (const path of record.list.filters) {
    const field = record.fields[path]
    if (field === undefined || field.kind === 'computed') continue
    const value = field.choices?.[0] ?? goodValue(field) ?? id
    if (['string', 'boolean', 'number'].includes(typeof value)) return { [path]: String(value) }
  }
  return null
}

function statementsOf(record: Resource): string {
  const filter = filterOf(record)
  const queries: [string, Query][] = [['The default list', {}]]
  if (filter !== null) queries.push([`Filtered by ${Object.keys(filter)[0]}`, filter])
  if (record.list.search.length > 0) queries.push(['Searched', { search: 'zinn' }])
  const parts = queries.map(
    ([title, query]) => `-- ${title}.\n${pageStatement(record, query, ctx, 20, 0).text};\n`,
  )
  return `-- The SQL by which ${record.label[1].toLowerCase()} are listed.\n\n${parts.join('\n')}`
}

const fileOf = (record: Resource) => `${record.name.replace('.', '-').replaceAll('_', '-')}.sql`

for (const record of listed) {
  test(`${record.name} is listed by the SQL that was reviewed`, () => {
    const path = join(folder, fileOf(record))
    const text = statementsOf(record)
    if (process.env.KONTOR_UPDATE === '1') {
      mkdirSync(folder, { recursive: true })
      writeFileSync(path, text)
    }
    assert.ok(existsSync(path), 'no snapshot yet: run with KONTOR_UPDATE=1')
    assert.equal(text, readFileSync(path, 'utf8'))
  })
}

test('no snapshot is of a record that is gone', () => {
  const known = new Set(listed.map(fileOf))
  assert.deepEqual(
    readdirSync(folder).filter((file) => !known.has(file)),
    [],
  )
})
