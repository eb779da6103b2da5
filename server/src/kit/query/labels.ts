/** Names the rows that shown rows point to: one small statement a target, none for what is empty. */
import type { Resource } from '#contract/kit/resource.ts'
import { tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { isReference, standing, storedFields, targetOf } from '#server/kit/field/stored.ts'
import { recordOf } from '#server/kit/registry.ts'
import { displayOf, quote } from './display.ts'
import { tenantCondition } from './select.ts'

export interface Group {
  readonly record: Resource
  readonly rows: readonly Record<string, unknown>[]
}

type Labels = ReadonlyMap<string, string>

/** Adds `<field>_name` for every reference, and the organization's name, to the rows themselves. */
export async function addLabels(groups: readonly Group[], ctx: Context): Promise<void> {
  const wanted = new Map<string, Set<string>>()
  for (const { record, rows } of groups) {
    for (const [name, target] of referencesOf(record)) collect(wanted, target, name, rows)
  }
  const found = await Promise.all([...wanted].map(([target, ids]) => labelsOf(recordOf(target), ids, ctx)))
  const labels = new Map(
    [...wanted.keys()].map((target, index): [string, Labels] => [target, found[index] as Labels]),
  )
  for (const { record, rows } of groups) {
    const { hasTenant } = standing(record)
    const references = referencesOf(record)
    for (const row of rows) {
      if (hasTenant)
        row.organization_name = ctx.identity.organizations.get(String(row.organization))?.name ?? null
      for (const [name, target] of references) {
        row[`${name}_name`] = isEmpty(row[name]) ? null : (labels.get(target)?.get(String(row[name])) ?? null)
      }
    }
  }
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined

const referenceCache = new WeakMap<Resource, readonly (readonly [string, string])[]>()

/** Names of the reference fields, each with the record it points to. */
function referencesOf(record: Resource): readonly (readonly [string, string])[] {
  const known = referenceCache.get(record)
  if (known !== undefined) return known
  const list = storedFields(record).flatMap(({ name, field }) =>
    isReference(field) && !field.secret ? [[name, targetOf(record, field)] as const] : [],
  )
  referenceCache.set(record, list)
  return list
}

function collect(wanted: Map<string, Set<string>>, target: string, name: string, rows: Group['rows']): void {
  for (const row of rows) {
    if (isEmpty(row[name])) continue
    const ids = wanted.get(target) ?? new Set()
    wanted.set(target, ids.add(String(row[name])))
  }
}

/** Names of what no tenant can change never change while the server runs. */
const fixedLabels = new Map<string, string>()

const textCache = new WeakMap<Resource, string>()

function labelText(target: Resource): string {
  const known = textCache.get(target)
  if (known !== undefined) return known
  const text = `select t.id, ${displayOf(target, 't', '$2')} as label from ${quote(tableOf(target))} t
where ${tenantCondition(target)} and t.id = any($3::uuid[])`
  textCache.set(target, text)
  return text
}

async function labelsOf(target: Resource, ids: ReadonlySet<string>, ctx: Context): Promise<Labels> {
  const isFixed = target.scope === 'global'
  const place = (id: string) => `${ctx.language} ${id}`
  const missing = isFixed ? [...ids].filter((id) => !fixedLabels.has(place(id))) : [...ids]
  const values = [ctx.tenantId, ctx.language, missing]
  const rows =
    missing.length === 0 ? [] : await ctx.rows<{ id: string; label: string }>(labelText(target), values)
  if (!isFixed) return new Map(rows.map(({ id, label }) => [id, label]))
  for (const { id, label } of rows) fixedLabels.set(place(id), label)
  return new Map([...ids].map((id) => [id, fixedLabels.get(place(id)) ?? '']))
}
