/** Resolves a field path such as `address.country` into SQL over the listed row. */
import type { Field } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { tableOf } from '#contract/kit/resource.ts'
import { ignoresCase } from '#server/kit/field/columns.ts'
import { storedKinds } from '#server/kit/field/kinds.ts'
import { isReference, storedFields, targetOf } from '#server/kit/field/stored.ts'
import { recordOf } from '#server/kit/registry.ts'
import { joinOn, quote, spoken } from './display.ts'
import { computedExpression } from './select.ts'

export interface ResolvedPath {
  /** Wraps a condition on the path's end into one on the row: `exists (...)` for paths over references. */
  wrap(condition: string): string
  /** SQL of the value at the path's end. */
  readonly expression: string
  readonly field: Field
  readonly type: string
  /** Sorts without regard to case and by what the reader ($2) reads; else the expression itself. */
  readonly sortable: string
}

const own: Readonly<Record<string, { column: string; field: Field; type: string }>> = {
  organization: { column: 'organization_id', field: { kind: 'reference', mode: 'required' }, type: 'uuid' },
  id: { column: 'id', field: { kind: 'reference', mode: 'required' }, type: 'uuid' },
  created_at: { column: 'created_at', field: { kind: 'instant', mode: 'server' }, type: 'timestamptz' },
  updated_at: { column: 'updated_at', field: { kind: 'instant', mode: 'server' }, type: 'timestamptz' },
}

const keep = (condition: string): string => condition

/** Null where the record has no such path. */
export function resolvePath(record: Resource, path: string, alias = 't'): ResolvedPath | null {
  const [head = '', ...rest] = path.split('.')
  const standard = own[head]
  if (standard !== undefined && rest.length === 0) {
    return {
      wrap: keep,
      expression: `${alias}.${standard.column}`,
      sortable: `${alias}.${standard.column}`,
      field: standard.field,
      type: standard.type,
    }
  }
  const field = record.fields[head]
  if (field === undefined) return null
  if (rest.length > 0 && isReference(field)) return throughReference(record, head, rest.join('.'), alias)
  if (rest.length > 0)
    return field.kind === 'tags' && rest[0] === 'name' ? resolvePath(record, head, alias) : null
  if (field.kind === 'computed') return computedPath(record, head, field, alias)
  const stored = storedFields(record).find((entry) => entry.name === head)
  if (stored === undefined) return null
  const expression = `${alias}.${quote(stored.column)}`
  const sortable = ignoresCase(record, head)
    ? `${alias}.${quote(`${head}_lower`)}`
    : spoken(stored, alias, '$2')
  return { wrap: keep, expression, sortable, field, type: stored.type }
}

function throughReference(record: Resource, head: string, rest: string, alias: string): ResolvedPath | null {
  const field = record.fields[head] as Field
  const target = recordOf(targetOf(record, field))
  const inner = `${alias}_${head}`
  const end = resolvePath(target, rest, inner)
  if (end === null) return null
  const from = `select 1 from ${quote(tableOf(target))} ${inner} where ${joinOn(record, target, head, alias, inner)}`
  return { ...end, wrap: (condition) => `exists (${from} and ${end.wrap(condition)})` }
}

function computedPath(record: Resource, name: string, field: Field, alias: string): ResolvedPath {
  const type = storedKinds[field.shows ?? 'text'].type ?? 'text'
  const expression = computedExpression(record, name, alias)
  return { wrap: keep, expression, sortable: expression, field, type }
}
