/** What each answered row tells the caller of his rights: moves, change, delete, ruled fields (ARCHITECTURE 6). */
import { type Resource, statusField } from '#contract/kit/resource.ts'
import { movesFrom } from './action.ts'
import type { Context, Shown } from './context.ts'
import { fieldRule, mayRow } from './rights.ts'
import { isReference, targetOf } from './field/stored.ts'
import { recordOf, servedRecord } from './registry.ts'
import { sawRows } from './sensitive-reads.ts'

/** Adds `_permissions` and removes hidden fields; rows of a standard are nobody's to change. */
export async function withPermissions(
  record: Resource,
  rows: readonly Shown[],
  ctx: Context,
): Promise<Shown[]> {
  const ruled = ctx.identity.memberships.some((membership) => Object.keys(membership.fieldRules).length > 0)
  sawRows(record, rows, ctx)
  const able = rows.map((row) =>
    verbsFor(record, row).filter((verb) => mayRow(ctx.identity, record, verb, row)),
  )
  const suits = able.some(({ length }) => length > 0)
    ? await servedRecord(record.name).rules.suits?.(rows, ctx)
    : undefined
  return rows.map(({ _standard: _, ...shown }, index) => {
    const verbs = able[index]?.filter((verb) => suits?.(verb, shown) !== false) ?? []
    const organizationId = (shown.organization ?? null) as string | null
    const fields = ruled ? { fields: ruleFields(record, shown, organizationId, ctx) } : {}
    const moves = verbs.filter((verb) => !writes.includes(verb))
    const [change, remove] = writes.map((verb) => verbs.includes(verb))
    return { ...shown, _permissions: { moves, change, delete: remove, ...fields } }
  })
}

const writes = ['change', 'delete']

/** What the state of a row leaves to be done with it, whoever comes. */
function verbsFor(record: Resource, row: Shown): string[] {
  const field = statusField(record)
  const isOpen =
    record.editableWhile === undefined || field === null || record.editableWhile.includes(String(row[field]))
  const isFixed = record.access?.includes('fixed') === true || row._standard === true
  return [...movesFrom(record, row), ...(isOpen && !isFixed ? writes : [])]
}

/** Rules of lines and of owned rows hold where they are shown nested, too. */
function ruleFields(record: Resource, row: Shown, organizationId: string | null, ctx: Context) {
  const rules: Record<string, string> = {}
  for (const [name, field] of Object.entries(record.fields)) {
    const rule = fieldRule(ctx.identity, `${record.name}.${name}`, organizationId)
    if (rule !== null) rules[name] = rule
    if (rule === 'hidden') for (const part of ['', '_name', '_key', '_details']) delete row[name + part]
    const shown = field.owned ? row[`${name}_details`] : field.kind === 'lines' ? row[name] : null
    for (const nested of [shown ?? []].flat())
      ruleFields(recordOf(field.to ?? ''), nested as Shown, organizationId, ctx)
  }
  return rules
}

/** The record without what a rule hides from the caller: nobody finds or sorts by what he may not read. */
export function withoutHidden(record: Resource, { identity }: Context): Resource {
  const hidden = identity.memberships.flatMap(({ fieldRules }) =>
    Object.keys(fieldRules).filter((name) => fieldRules[name] === 'hidden'),
  )
  if (hidden.length === 0) return record
  const isSeen = (path: string) => !passesHidden(record, path.replace(/^-/, '').split('.'), hidden)
  const { list } = record
  const [filters, order, search] = [list.filters, list.order, list.search].map((paths) =>
    paths.filter(isSeen),
  )
  const start = list.default === undefined || isSeen(list.default) ? list.default : undefined
  const seen = { filters: filters ?? [], order: order ?? [], search: search ?? [] }
  return {
    ...record,
    list: { ...list, ...seen, ...(start === list.default ? {} : { default: '-created_at' }) },
  }
}

function passesHidden(record: Resource, [head = '', ...rest]: string[], hidden: readonly string[]): boolean {
  if (hidden.includes(`${record.name}.${head}`)) return true
  const field = record.fields[head]
  return field !== undefined && isReference(field) && rest.length > 0
    ? passesHidden(recordOf(targetOf(record, field)), rest, hidden)
    : false
}
