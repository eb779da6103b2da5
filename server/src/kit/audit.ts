/** Writes the audit trail in the transaction of the change itself (AUD, DOMAIN 22, RULINGS 25). */
import { createHash, randomBytes } from 'node:crypto'
import type { Resource } from '#contract/kit/resource.ts'
import { fieldsOfKind, storedFields } from '#server/kit/field/stored.ts'
import type { Context } from './context.ts'
import type { Draft } from './served.ts'
import { newId } from './write/identifier.ts'

export interface AuditEntry {
  /** One of contract/src/kit/audit-action.ts; a test reads every source for others. */
  readonly action: string
  readonly record: string | null
  readonly recordId: string | null
  readonly label: string
  readonly organizationId: string | null
  readonly changes: Readonly<Record<string, Change>> | null
  /** Over what is known of the request (AUD-11). */
  readonly context?: Readonly<Record<string, unknown>>
  /** Names of personal fields among the changes. */
  readonly personal?: ReadonlySet<string>
}

export interface Change {
  readonly old: unknown
  readonly new: unknown
  /** Said of a personal field, so that no value of another can pass for a commitment. */
  readonly personal?: true
}

interface PersonalValue {
  readonly audit_id: string
  readonly field: string
  readonly side: 'old' | 'new'
  readonly salt: string
  readonly value: unknown
}

/** The entries are written by the last statement of the transaction. */
export function writeAudit(entries: readonly AuditEntry[], ctx: Context): void {
  const personal: PersonalValue[] = []
  const rows = entries.map((entry) => {
    const id = newId()
    return {
      id,
      organization_id: entry.organizationId,
      action: entry.action,
      record: entry.record,
      record_id: entry.recordId,
      label: entry.label,
      changes: commit(id, entry, personal),
      context: entry.context,
    }
  })
  ctx.closing.trail.push(...rows)
  ctx.closing.personal.push(...personal)
}

/** Replaces personal values by the digest of salt and canonical value. */
function commit(auditId: string, entry: AuditEntry, personal: PersonalValue[]): AuditEntry['changes'] {
  if (entry.changes === null || entry.personal === undefined || entry.personal.size === 0)
    return entry.changes
  const changes: Record<string, Change> = {}
  for (const [field, change] of Object.entries(entry.changes)) {
    if (!entry.personal.has(field)) {
      changes[field] = change
      continue
    }
    const hide = (side: 'old' | 'new') => {
      const value = change[side]
      if (value === null || value === undefined || value === '') return value ?? null
      const salt = randomBytes(16).toString('hex')
      personal.push({ audit_id: auditId, field, side, salt, value })
      const digest = createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonicalJson(value))
      return { commitment: digest.digest('hex') }
    }
    changes[field] = { old: hide('old'), new: hide('new'), personal: true }
  }
  return changes
}

const masked = '***'
/** A text that reads like a number is none: `1.50` is another name than `1.5`. */
const isText: ReadonlySet<string> = new Set(['text', 'long_text'])

/** What a draft changes, by field; lines show as one entry a line. */
export function changesOf(record: Resource, draft: Draft): Record<string, Change> {
  const changes: Record<string, Change> = {}
  for (const { name, field } of storedFields(record)) {
    const before = draft.before?.[name] ?? null
    const after = draft.values[name] ?? null
    if (isText.has(field.kind) ? before === after : equal(before, after)) continue
    changes[name] = field.secret ? { old: masked, new: masked } : { old: before, new: after }
  }
  for (const [name] of fieldsOfKind(record, 'references')) {
    if (!draft.sent.has(name)) continue
    const [before, after] = [listed(draft.before?.[name]), listed(draft.values[name])]
    if (!equal(before, after)) changes[name] = { old: draft.before === null ? null : before, new: after }
  }
  return changes
}

/** All that a deleted row held. */
export function removalOf(record: Resource, row: Readonly<Record<string, unknown>>): Record<string, Change> {
  const links = fieldsOfKind(record, 'references').map(([name, field]) => ({ name, field }))
  const held = [...storedFields(record), ...links].filter(({ name }) => (row[name] ?? null) !== null)
  return Object.fromEntries(
    held.map(({ name, field }) => [name, { old: field.secret ? masked : row[name], new: null }]),
  )
}

/** Many-references have no order. */
const listed = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : []).map(String).toSorted()

/** Equal as stored: `1.50` is `1.5`, and the order of keys does not matter. */
export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (left === null || right === null || typeof left !== typeof right) return false
  if (typeof left === 'string' && typeof right === 'string') return sameNumber(left, right)
  const [one, other] = [JSON.stringify(left), JSON.stringify(right)]
  return one === other || (one.length === other.length && canonicalJson(left) === canonicalJson(right))
}

const decimal = /^-?\d+(\.\d+)?$/

/** By hand: an expression that looks for zeros at the end takes seconds over thousands that stand before it. */
function trim(text: string): string {
  if (!text.includes('.')) return text
  let end = text.length
  while (text[end - 1] === '0') end -= 1
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end)
}

const sameNumber = (left: string, right: string) =>
  decimal.test(left) && decimal.test(right) && trim(left) === trim(right)

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}

export function personalFields(record: Resource): ReadonlySet<string> {
  return new Set(storedFields(record).flatMap(({ name, field }) => (field.personal ? [name] : [])))
}

/** How a draft is named in the trail, from its display template and own values; personal parts stay out. */
export function draftLabel(record: Resource, values: Readonly<Record<string, unknown>>): string {
  return record.display.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (record.fields[name]?.personal) return '…'
    const value = values[name]
    if (value === null || value === undefined) return ''
    if (typeof value === 'object') return String(Object.values(value)[0] ?? '')
    return String(value)
  })
}
