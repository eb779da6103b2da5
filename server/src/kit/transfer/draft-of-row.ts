/** Makes the draft of one import row, under the same rules as a write through the API (VAL-08). */
import { isObject } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { permissionOf, type Resource, statusField } from '#contract/kit/resource.ts'
import { changesOf } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { fieldsOfKind } from '#server/kit/field/stored.ts'
import { fieldRule, mustHave, mustHaveRow } from '#server/kit/rights.ts'
import { recordOf } from '#server/kit/registry.ts'
import type { Draft } from '#server/kit/served.ts'
import { prepare, type Stored } from '#server/kit/write/prepare.ts'
import { brokenAfterMerge, mustBeEditable, mustSee, owningOrganization } from '#server/kit/write/save.ts'
import { refuseRuledFields } from '#server/kit/write/ruled-fields.ts'
import { importKeyOf } from './find-existing.ts'

type Body = Record<string, unknown>

export async function draftOf(
  record: Resource,
  given: Body,
  before: Stored | null,
  organizationId: string,
  faults: Fault[],
  ctx: Context,
): Promise<Draft> {
  const owner = await ownerOf(record, given, before, organizationId, ctx)
  if (before === null) mustHave(ctx.identity, permissionOf(record, 'add'), owner)
  else mustHaveRow(ctx.identity, record, 'change', before.row)
  const status = statusField(record)
  const { id, ...body } = given
  const wanted = status === null ? undefined : body[status]
  if (status !== null) delete body[status]
  if (before === null) mustNotNameARow(record, given)
  dropHidden(record, body, owner, ctx)
  joinStored(record, body, before)
  const draft = await prepare(record, body, before === null ? 'create' : 'patch', before, owner, ctx, faults)
  if (before !== null) faults.push(...brokenAfterMerge(record, draft))
  if (status !== null && typeof wanted === 'string') takeStatus(record, status, wanted, draft, faults)
  if (faults.length > 0) return draft
  refuseRuledFields(record, draft, ctx)
  if (before !== null && !isUnchanged(record, draft)) mustBeEditable(record, before.row)
  return draft
}

async function ownerOf(
  record: Resource,
  body: Body,
  before: Stored | null,
  organizationId: string,
  ctx: Context,
): Promise<string | null> {
  if (before === null) return owningOrganization(record, { organization: organizationId, ...body }, ctx)
  const owner = (before.row.organization ?? null) as string | null
  mustSee(record, before.row, ctx)
  return owner
}

/** A key that the server gives to new rows can only name one that is there. */
function mustNotNameARow(record: Resource, body: Body): void {
  const [key] = importKeyOf(record)
  const named = key === undefined ? body.id : record.fields[key]?.mode === 'server' ? body[key] : undefined
  if (typeof named !== 'string' || named === '') return
  throw new Refusal('transfer.no_such_row', { record: record.name, key: named })
}

/** What the caller may not see was not in the file he exported either. */
function dropHidden(record: Resource, body: Body, owner: string | null, ctx: Context): void {
  for (const [name, value] of Object.entries(body)) {
    const isEmpty = value === null || value === ''
    if (isEmpty && fieldRule(ctx.identity, `${record.name}.${name}`, owner) === 'hidden') delete body[name]
  }
}

/** A language left out keeps its text; the lines of a file are those of the row in the same order. */
function joinStored(record: Resource, body: Body, before: Stored | null): void {
  if (before === null) return
  for (const [name] of fieldsOfKind(record, 'translated_text')) {
    if (isObject(body[name]) && isObject(before.row[name]))
      body[name] = { ...before.row[name], ...body[name] }
  }
  for (const [name] of fieldsOfKind(record, 'lines')) {
    const lines = body[name]
    if (!Array.isArray(lines)) continue
    const stored = before.lines[name] ?? []
    body[name] = lines.map((line, index) => {
      const id = stored[index]?.id
      return isObject(line) && line.id === undefined && id !== undefined ? { ...line, id } : line
    })
  }
}

/**
 * Where a status is a mere mark (of a product) the file may say it; a document (which is only editable
 * in some statuses) gets there by its moves alone, for they do more than write the word.
 */
function takeStatus(record: Resource, status: string, given: string, draft: Draft, faults: Fault[]): void {
  const pointer = `/${status}`
  const field = record.fields[status]
  const choices = field?.choices ?? []
  if (!choices.includes(given)) {
    faults.push({ pointer, code: 'kit.not_a_choice', parameters: { choices: choices.join(', ') } })
  } else if (record.editableWhile === undefined) draft.values[status] = given
  else if (given !== draft.values[status]) {
    const parameters = { record: record.name, status: given }
    faults.push({ pointer, code: 'transfer.status_by_move', parameters })
  }
}

export function isUnchanged(record: Resource, draft: Draft): boolean {
  if (draft.before === null || Object.keys(changesOf(record, draft)).length > 0) return false
  for (const [name] of fieldsOfKind(record, 'lines')) {
    const kept = draft.lines[name]?.length ?? 0
    if (kept !== ((draft.before[`${name}:stored`] ?? []) as readonly string[]).length) return false
  }
  return Object.entries(draft.lines).every(([name, lines]) => {
    const line = recordOf(record.fields[name.replace(':owned', '')]?.to ?? '')
    return lines.every((entry) => entry.before !== null && isUnchangedLine(line, entry))
  })
}

function isUnchangedLine(line: Resource, entry: Draft): boolean {
  if (Object.keys(changesOf(line, entry)).length > 0) return false
  return Object.entries(entry.lines).every(([name, inner]) => {
    const target = recordOf(line.fields[name.replace(':owned', '')]?.to ?? '')
    return inner.every((one) => one.before !== null && isUnchangedLine(target, one))
  })
}
