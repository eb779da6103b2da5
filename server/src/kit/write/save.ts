/** Creates and updates rows: check, rule, write, tell. The one path of API, import and use cases. */
import type { Fault } from '#contract/kit/failure.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { breaks, faultOfCheck } from '#contract/kit/check-record.ts'
import {
  documentField,
  moduleOf,
  permissionOf,
  type Resource,
  statusField,
  tableOf,
} from '#contract/kit/resource.ts'
import { type AuditEntry, changesOf, draftLabel, personalFields, writeAudit } from '#server/kit/audit.ts'
import { type Context, targetOrganization } from '#server/kit/context.ts'
import { fieldsOfKind, standing } from '#server/kit/field/stored.ts'
import { mayRow, mustHave, mustHaveRow } from '#server/kit/rights.ts'
import { quote } from '#server/kit/query/display.ts'
import { keyEquals } from '#server/kit/query/by-key.ts'
import { readAhead } from '#server/kit/query/read.ts'
import { storedColumns } from '#server/kit/query/select.ts'
import { governing, recordOf, servedRecord } from '#server/kit/registry.ts'
import type { Draft } from '#server/kit/served.ts'
import { checkCustomFields } from './custom-fields.ts'
import { mustBeFaultless, prepare, type Stored } from './prepare.ts'
import { refuseMissing } from './refuse-missing.ts'
import { refuseRuledFields, withHidden } from './ruled-fields.ts'
import { deleteRows, type Returned, writeRows } from './statements.ts'
import { isAnswered, writtenOf } from './written.ts'

/** Creates rows from what clients sent; gives their drafts, already written. */
export async function createRows(
  record: Resource,
  inputs: readonly unknown[],
  ctx: Context,
): Promise<readonly Draft[]> {
  const faults: Fault[] = []
  const drafts: Draft[] = []
  for (const input of inputs) {
    const organizationId = await owningOrganization(record, input, ctx)
    mustHave(ctx.identity, permissionOf(governing(record), 'add'), organizationId)
    const draft = await prepare(record, input, 'create', null, organizationId, ctx, faults)
    refuseRuledFields(record, draft, ctx, input)
    drafts.push(draft)
  }
  mustBeFaultless(faults)
  await write(record, drafts, ctx)
  return drafts
}

/** Null for tenant-wide records; from `ownedBy` where the definition says so, else named by the request. */
export async function owningOrganization(
  record: Resource,
  input: unknown,
  ctx: Context,
): Promise<string | null> {
  if (!standing(record).hasOrganization) return null
  const body = (input ?? {}) as Readonly<Record<string, unknown>>
  const owner = record.ownedBy
  const key = owner === undefined ? undefined : body[owner]
  if (owner === undefined || typeof key !== 'string') return targetOrganization(ctx, body.organization)
  const target = recordOf(record.fields[owner]?.to ?? '')
  const condition =
    target.key === undefined ? 'id::text = $2' : `(id::text = $2 or ${keyEquals(target, target.key, '$2')})`
  const text = `select organization_id from ${quote(tableOf(target))} where tenant_id = $1 and ${condition} limit 1`
  const [row] = await ctx.rows<{ organization_id: string }>(text, [ctx.tenantId, key])
  if (row !== undefined) return row.organization_id
  throw invalid(`/${owner}`, 'kit.reference_missing', { record: target.name })
}

/** A row that a client wants to write. */
export interface Wanted {
  readonly id: string
  /** The version the client read; null only for the server's own use cases. */
  readonly version: number | null
}

export interface Update extends Wanted {
  readonly input: unknown
  readonly mode: 'replace' | 'patch'
}

/** Changes rows the caller may change; locks them, checks version and state. */
export async function updateRecords(
  record: Resource,
  updates: readonly Update[],
  ctx: Context,
): Promise<readonly Draft[]> {
  const wanted = await lockWanted(record, updates, 'change', ctx)
  const faults: Fault[] = []
  const drafts: Draft[] = []
  for (const [found, { input, mode }] of wanted) {
    const organizationId = found.row.organization as string | null
    mustBeEditable(record, found.row)
    const whole = mode === 'replace' ? withHidden(record, input, found.row, organizationId, ctx) : input
    const draft = await prepare(record, whole, mode, found, organizationId, ctx, faults)
    faults.push(...brokenAfterMerge(record, draft))
    refuseRuledFields(record, draft, ctx, input)
    drafts.push(draft)
  }
  mustBeFaultless(faults)
  await write(record, drafts, ctx)
  return drafts
}

/** Checks between two fields hold for the merged row too, where only one of them was sent. */
export function brokenAfterMerge(record: Resource, draft: Draft): Fault[] {
  return (record.checks ?? [])
    .filter((check) => draft.sent.has(check.field) !== draft.sent.has(check.other))
    .filter((check) => breaks(check, draft.values[check.field], draft.values[check.other]))
    .map((check) => faultOfCheck(record, check))
}

export function mustSee(record: Resource, row: Readonly<Record<string, unknown>>, ctx: Context): void {
  if (!mayRow(ctx.identity, governing(record), 'view', row)) throw new Refusal('kit.not_found')
}

export function mustBeEditable(record: Resource, row: Readonly<Record<string, unknown>>): void {
  const field = statusField(record)
  if (field === null || record.editableWhile === undefined) return
  const status = String(row[field])
  if (record.editableWhile.includes(status)) return
  throw new Refusal('kit.not_editable', { record: record.name, status })
}

/**
 * The stored rows with their lines, locked in the order of their ids so that two writers never deadlock.
 * Given the verb they are wanted for, it refuses where one is missing.
 */
export async function lockStored(
  record: Resource,
  ids: readonly string[],
  ctx: Context,
  verb?: string,
): Promise<Map<string, Stored>> {
  const tenant = standing(record).hasTenant ? 't.tenant_id = $1' : '$1::uuid is not distinct from $1::uuid'
  const text = `select ${storedColumns(record)} from ${quote(tableOf(record))} t
where ${tenant} and t.id = any($2::uuid[]) order by t.id for update of t`
  const heads = ctx.rows<Record<string, unknown>>(text, [ctx.tenantId, ids])
  const lineFields = fieldsOfKind(record, 'lines')
  const lineRows = lineFields.map(([, field]) => {
    const line = recordOf(field.to ?? '')
    const order = 'position' in line.fields ? 't.position, t.id' : 't.id'
    const parent = `${documentField(line)}_id`
    const lines = `select ${storedColumns(line)} from ${quote(tableOf(line))} t
where t.tenant_id = $1 and t.${quote(parent)} = any($2::uuid[]) order by ${order}`
    return ctx.rows<Record<string, unknown>>(lines, [ctx.tenantId, ids])
  })
  const [rows, ...lists] = await Promise.all([heads, ...lineRows])
  const stored = new Map<string, Stored>()
  for (const row of rows) {
    const lines: Record<string, Record<string, unknown>[]> = {}
    for (const [index, [name, field]] of lineFields.entries()) {
      const parent = documentField(recordOf(field.to ?? ''))
      lines[name] = (lists[index] ?? []).filter((line) => line[parent] === row.id)
    }
    for (const [name] of lineFields)
      row[`${name}:stored`] = (lines[name] ?? []).map((line) => String(line.id))
    stored.set(String(row.id), { row, lines })
  }
  if (verb !== undefined) await refuseMissing(record, ids, stored, verb, ctx)
  return stored
}

/** The same for rows of which each must be there for the caller, his to write, and as he read it. */
export async function lockWanted<W extends Wanted>(
  record: Resource,
  wanted: readonly W[],
  verb: string,
  ctx: Context,
): Promise<readonly (readonly [Stored, W])[]> {
  const ids = wanted.map(({ id }) => id)
  const stored = await lockStored(record, ids, ctx, verb)
  return wanted.map((one) => {
    const found = stored.get(one.id)
    if (found === undefined) throw new Refusal('kit.not_found')
    mustSee(record, found.row, ctx)
    mustHaveRow(ctx.identity, governing(record), verb, found.row)
    if (one.version !== null && found.row.version !== one.version) throw new Refusal('kit.version_stale')
    return [found, one]
  })
}

/** Writes drafts: rule before, rows, lines, rule beside, audit, event, rule after. */
export async function write(
  record: Resource,
  drafts: readonly Draft[],
  ctx: Context,
  action?: string,
): Promise<void> {
  if (drafts.length === 0) return
  const { rules } = servedRecord(record.name)
  await checkCustomFields(record, drafts, ctx)
  await rules.beforeSave?.(drafts, ctx)
  // One row is written to be answered; of many, as in an import, nobody wants to see them all.
  const returned: Returned | null = drafts.length === 1 && action !== 'IMPORT' ? new Map() : null
  const sent = [...ownedRows(record, drafts, ctx), ...writeRows(record, drafts, ctx, returned)]
  for (const [name, field] of fieldsOfKind(record, 'lines'))
    sent.push(...writeLines(recordOf(field.to ?? ''), name, drafts, ctx, returned))
  const entries = drafts.flatMap((draft) => auditOf(record, draft, action))
  writeAudit(entries, ctx)
  const beside = rules.besideSave?.(drafts, ctx)
  const [first] = drafts
  const isAsked = first !== undefined && returned !== null && isAnswered(record, first, ctx)
  const [ahead] = await Promise.all([isAsked ? readAhead(record, first, ctx) : null, beside, ...sent])
  ctx.written = returned && first ? writtenOf(record, first, returned, ahead) : null
  if (action === undefined) {
    for (const draft of drafts) {
      const what = draft.before === null ? 'created' : 'changed'
      ctx.emit({
        name: `${moduleOf(record)}.${tableOf(record)}_${what}`,
        recordId: draft.id,
        organizationId: draft.organizationId,
        payload: {},
      })
    }
  }
  await rules.afterSave?.(drafts, ctx)
}

function ownedRows(record: Resource, drafts: readonly Draft[], ctx: Context): Promise<unknown>[] {
  return Object.entries(record.fields).flatMap(([name, field]) => {
    if (!field.owned) return []
    const owned = drafts.flatMap((draft) => draft.lines[`${name}:owned`] ?? [])
    return writeRows(recordOf(field.to ?? ''), owned, ctx)
  })
}

/** Brings the stored lines in line with the drafts; lines left out are deleted, untouched ones not written. */
function writeLines(
  line: Resource,
  name: string,
  drafts: readonly Draft[],
  ctx: Context,
  returned: Returned | null,
): Promise<unknown>[] {
  const all = drafts.flatMap((draft) => draft.lines[name] ?? [])
  const kept = new Set(all.map((draft) => draft.id))
  const gone = drafts.flatMap((draft) =>
    ((draft.before?.[`${name}:stored`] as readonly string[] | undefined) ?? []).filter((id) => !kept.has(id)),
  )
  const touched = all.filter(
    (draft) => draft.before === null || Object.keys(changesOf(line, draft)).length > 0,
  )
  return [
    ...deleteRows(line, gone, ctx),
    ...ownedRows(line, all, ctx),
    ...writeRows(line, touched, ctx, returned),
  ]
}

function auditOf(record: Resource, draft: Draft, action?: string): AuditEntry[] {
  const changes: Record<string, { old: unknown; new: unknown }> = changesOf(record, draft)
  const personal = new Set(personalFields(record))
  for (const [name, lines] of Object.entries(draft.lines)) {
    const field = record.fields[name.replace(':owned', '')]
    const line = recordOf(field?.to ?? '')
    for (const entry of lines) {
      const inner = changesOf(line, entry)
      if (Object.keys(inner).length === 0) continue
      const place = `${name.replace(':owned', '')}.${entry.id}`
      const side = (which: 'old' | 'new') =>
        Object.fromEntries(Object.entries(inner).map(([key, change]) => [key, change[which]]))
      changes[place] = { old: entry.before === null ? null : side('old'), new: side('new') }
      if (personalFields(line).size > 0) personal.add(place)
    }
  }
  if (draft.before !== null && Object.keys(changes).length === 0) return []
  return [
    {
      action: action ?? (draft.before === null ? 'CREATE' : 'UPDATE'),
      record: record.name,
      recordId: draft.id,
      label: draftLabel(record, draft.values),
      organizationId: draft.organizationId,
      changes,
      personal,
    },
  ]
}
