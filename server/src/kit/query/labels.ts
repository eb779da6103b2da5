/** Names the rows that shown rows point to: one statement for all of them, none for what is known or empty. */
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

type Labels = ReadonlyMap<string, string | null>

/** What a module adds to shown rows, such as addresses of files; they have their own columns. */
export interface RowCompleter {
  readonly run: (groups: readonly Group[], ctx: Context) => Promise<void>
  /** True where what it adds is the same before the rows are written. */
  readonly isAhead: boolean
}
export const rowCompleters: RowCompleter[] = []

/** Adds names and what modules have to say; what they ask first travels with the question for the names. */
export async function complete(
  groups: readonly Group[],
  ctx: Context,
  known?: ReadonlyMap<string, Labels>,
): Promise<void> {
  const left = rowCompleters.filter(({ isAhead }) => known === undefined || !isAhead)
  await Promise.all([addLabels(groups, ctx, known), runInTurn(left, groups, ctx)])
}

export const completeAhead = (groups: readonly Group[], ctx: Context): Promise<void> =>
  runInTurn(
    rowCompleters.filter(({ isAhead }) => isAhead),
    groups,
    ctx,
  )

async function runInTurn(completers: readonly RowCompleter[], groups: readonly Group[], ctx: Context) {
  for (const { run } of completers) await run(groups, ctx)
}

/** Adds `<field>_name` for every reference, and the organization's name; what is known is not asked again. */
async function addLabels(
  groups: readonly Group[],
  ctx: Context,
  known?: ReadonlyMap<string, Labels>,
): Promise<void> {
  const labels = await labelsOf(groups, ctx, known)
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

/** Names of what no tenant can change never change while the server runs: by language, then by id. */
const fixedLabels = new Map<string, Map<string, string>>()

/** The names of all rows wanted, by record and id: what is not known yet by one statement over all records. */
export async function labelsOf(
  groups: readonly Group[],
  ctx: Context,
  before?: ReadonlyMap<string, Labels>,
): Promise<ReadonlyMap<string, Labels>> {
  const wanted = new Map<string, Set<string>>()
  for (const { record, rows } of groups) {
    for (const [name, target] of referencesOf(record)) collect(wanted, target, name, rows)
  }
  const labels = new Map<string, Map<string, string | null>>()
  const fixed = fixedLabels.get(ctx.language) ?? new Map<string, string>()
  fixedLabels.set(ctx.language, fixed)
  const asked: [string, string[]][] = []
  for (const [target, ids] of [...wanted].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const known = new Map<string, string | null>(before?.get(target))
    for (const [id, label] of ownLabels(recordOf(target), groups)) known.set(id, label)
    const missing: string[] = []
    for (const id of ids) {
      const label = fixed.get(id)
      if (label !== undefined) known.set(id, label)
      else if (!known.has(id)) missing.push(id)
    }
    labels.set(target, known)
    if (missing.length > 0) asked.push([target, missing])
  }
  if (asked.length === 0) return labels
  const values = [ctx.tenantId, ctx.language, ...asked.map(([, ids]) => ids)]
  for (const [target, ids] of asked) for (const id of ids) labels.get(target)?.set(id, null)
  const rows = await ctx.rows<Label>(labelText(asked.map(([target]) => target)), values)
  for (const { record, id, label, is_fixed } of rows) {
    labels.get(record)?.set(id, label)
    if (is_fixed) fixed.set(id, label)
  }
  return labels
}

interface Label {
  readonly record: string
  readonly id: string
  readonly label: string
  /** Of the standard or of everybody: no tenant can change it. */
  readonly is_fixed: boolean
}

/** Names of rows at hand, such as an order's for its lines, where the name is made of plain fields. */
function ownLabels(target: Resource, groups: readonly Group[]): [string, string][] {
  const own = groups.filter(({ record }) => record === target)
  if (own.length === 0) return []
  const parts = [...target.display.matchAll(/\{(\w+)\}/g)].map(([, name]) => target.fields[name ?? ''])
  const isPlain = parts.every(
    (field) => field?.kind === 'integer' || (field?.kind === 'text' && !field.translations),
  )
  if (!isPlain) return []
  const text = (row: Record<string, unknown>) =>
    target.display.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(row[name] ?? ''))
  return own.flatMap(({ rows }) => rows.map((row): [string, string] => [String(row.id), text(row)]))
}

const textCache = new Map<string, string>()

function labelText(targets: readonly string[]): string {
  const known = textCache.get(targets.join())
  if (known !== undefined) return known
  const parts = targets.map((name, index) => {
    const target = recordOf(name)
    const { hasTenant, mayBeStandard } = standing(target)
    const isFixed = mayBeStandard ? 't.tenant_id is null' : String(!hasTenant)
    return `select '${name}' as record, t.id, ${displayOf(target, 't', '$2')} as label, ${isFixed} as is_fixed
from ${quote(tableOf(target))} t where ${tenantCondition(target)} and t.id = any($${index + 3}::uuid[])`
  })
  const text = parts.join('\nunion all\n')
  textCache.set(targets.join(), text)
  return text
}
