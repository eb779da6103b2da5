/** Makes drafts of what a client sent: checked values, merged with what is stored, references resolved. */
import { checkRecord, type Write } from '#contract/kit/check-record.ts'
import { isObject, isUuid, same } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { documentField, ownedFields, type Resource, tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { fieldsOfKind, isReference, storedFields, targetOf } from '#server/kit/field/stored.ts'
import { quote } from '#server/kit/query/display.ts'
import { findByKey } from '#server/kit/query/by-key.ts'
import { storedColumns } from '#server/kit/query/select.ts'
import { recordOf } from '#server/kit/registry.ts'
import type { Draft } from '#server/kit/served.ts'
import { newId } from './identifier.ts'

export interface Stored {
  readonly row: Readonly<Record<string, unknown>>
  readonly lines: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
}

/** A checked draft; throws `kit.invalid` with every fault found. */
export async function prepare(
  record: Resource,
  input: unknown,
  write: Write,
  stored: Stored | null,
  organizationId: string | null,
  ctx: Context,
  faults: Fault[] = [],
  at = '',
): Promise<Draft> {
  const checked = checkRecord(record, input, write, at)
  faults.push(...checked.faults)
  const values = stored === null ? {} : storedValues(record, stored.row)
  const sent = new Set(Object.keys(checked.values))
  Object.assign(values, checked.values)
  if (stored === null) fillServerDefaults(record, values)
  await resolveReferences(record, values, sent, ctx, faults, at)
  for (const [name, field] of Object.entries(record.fields)) {
    if (field.frozen && stored !== null && sent.has(name) && !same(values[name], stored.row[name])) {
      faults.push({ pointer: `${at}/${name}`, code: 'kit.frozen' })
    }
  }
  const draft: Draft = {
    id: stored === null ? newId() : String(stored.row.id),
    organizationId,
    before: stored === null ? null : stored.row,
    values,
    sent,
    given: new Set(isObject(input) ? Object.keys(input) : []),
    lines: {},
  }
  for (const [name, field] of fieldsOfKind(record, 'lines')) {
    draft.lines[name] = await prepareLines(recordOf(field.to ?? ''), name, draft, stored, ctx, faults, at)
    delete values[name]
  }
  await prepareOwned(record, draft, ctx, faults, at)
  return draft
}

function storedValues(record: Resource, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { name } of storedFields(record)) values[name] = row[name]
  for (const [name] of fieldsOfKind(record, 'references')) values[name] = row[name]
  return values
}

function fillServerDefaults(record: Resource, values: Record<string, unknown>): void {
  for (const { name, field } of storedFields(record)) {
    if (field.mode === 'server') values[name] = field.default ?? null
  }
}

async function prepareLines(
  line: Resource,
  name: string,
  parent: Draft,
  stored: Stored | null,
  ctx: Context,
  faults: Fault[],
  at: string,
): Promise<Draft[]> {
  const before = new Map((stored?.lines[name] ?? []).map((row) => [String(row.id), row]))
  const reference = documentField(line)
  const given = parent.values[name]
  const inputs = parent.sent.has(name) || stored === null ? ((given ?? []) as readonly unknown[]) : null
  if (inputs === null) return [...before.values()].map((row) => storedDraft(line, row, parent.organizationId))
  const drafts: Draft[] = []
  for (const [index, input] of inputs.entries()) {
    const id = isObject(input) && typeof input.id === 'string' ? input.id : null
    const row = id === null ? undefined : before.get(id)
    const place = `${at}/${name}/${index}`
    if (id !== null && row === undefined && stored !== null) {
      faults.push({
        pointer: `${place}/id`,
        code: 'kit.reference_missing',
        parameters: { record: line.name },
      })
      continue
    }
    const body = isObject(input) ? { ...input, [reference]: parent.id } : input
    const storedLine = row === undefined ? null : { row, lines: {} }
    const draft = await prepare(
      line,
      body,
      row ? 'patch' : 'create',
      storedLine,
      parent.organizationId,
      ctx,
      faults,
      place,
    )
    if ('position' in line.fields && !draft.sent.has('position')) draft.values.position = index + 1
    if (draft.values.position === 0) draft.values.position = index + 1
    drafts.push(draft)
  }
  return drafts
}

/** A stored row in which nothing has been changed yet. */
export function storedDraft(
  record: Resource,
  row: Readonly<Record<string, unknown>>,
  organizationId: string | null,
): Draft {
  const values = storedValues(record, row)
  return { id: String(row.id), organizationId, before: row, values, sent: new Set(), lines: {} }
}

/** References may be sent as the natural key of the row they mean. */
async function resolveReferences(
  record: Resource,
  values: Record<string, unknown>,
  sent: ReadonlySet<string>,
  ctx: Context,
  faults: Fault[],
  at: string,
): Promise<void> {
  const lookups: Promise<void>[] = []
  for (const name of sent) {
    const field = record.fields[name]
    const value = values[name]
    if (field === undefined || !isReference(field) || typeof value !== 'string' || isUuid(value)) continue
    const target = recordOf(targetOf(record, field))
    lookups.push(
      findByKey(target, value, ctx).then((id) => {
        if (id !== null) values[name] = id
        else {
          const parameters = { record: target.name }
          faults.push({ pointer: `${at}/${name}`, code: 'kit.reference_missing', parameters })
        }
      }),
    )
  }
  await Promise.all(lookups)
}

/** An owned reference sent as an object becomes a row of its own; the same row is written again on update. */
async function prepareOwned(
  record: Resource,
  draft: Draft,
  ctx: Context,
  faults: Fault[],
  at: string,
): Promise<void> {
  for (const name of ownedFields(record)) {
    const given = draft.values[name]
    if (!isObject(given)) continue
    const target = recordOf(record.fields[name]?.to ?? '')
    const current = draft.before?.[name]
    const stored = typeof current === 'string' ? await loadOwned(target, current, ctx) : null
    const nested = await prepare(
      target,
      given,
      stored === null ? 'create' : 'patch',
      stored,
      null,
      ctx,
      faults,
      `${at}/${name}`,
    )
    draft.lines[`${name}:owned`] = [nested]
    draft.values[name] = nested.id
  }
}

async function loadOwned(target: Resource, id: string, ctx: Context): Promise<Stored | null> {
  const text = `select ${storedColumns(target)} from ${quote(tableOf(target))} t where t.tenant_id = $1 and t.id = $2`
  const [row] = await ctx.rows(text, [ctx.tenantId, id])
  return row === undefined ? null : { row, lines: {} }
}

/** Refuses with every fault at once. */
export function mustBeFaultless(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}
