/** Checks what a client sent for a whole record: the one gate of form, API and import. */
import { checkValue } from './field/check.ts'
import { isObject } from './field/value.ts'
import type { Field } from './field/field.ts'
import type { Fault } from './failure.ts'
import type { Check, Resource } from './resource.ts'

export interface Checked {
  /** The good values by field; only fields that were sent, plus defaults on create. */
  readonly values: Record<string, unknown>
  readonly faults: readonly Fault[]
}

/**
 * `create` demands required fields and fills defaults, `replace` (PUT) too but keeps frozen ones,
 * `patch` takes what is sent.
 */
export type Write = 'create' | 'replace' | 'patch'

const alwaysAllowed = new Set(['organization', 'id', 'version'])

export function checkRecord(record: Resource, input: unknown, write: Write, at = ''): Checked {
  if (!isObject(input)) {
    return {
      values: {},
      faults: [{ pointer: at, code: 'kit.wrong_type', parameters: { expected: 'an object' } }],
    }
  }
  const faults: Fault[] = []
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(input)) {
    if (!Object.hasOwn(record.fields, name) && !alwaysAllowed.has(name) && !isReadBack(record, name)) {
      faults.push({ pointer: `${at}/${escapePointer(name)}`, code: 'kit.unknown_field' })
    }
  }
  for (const [name, field] of Object.entries(record.fields)) {
    const fault = takeField(name, field, input, write, values)
    if (fault !== null) faults.push({ pointer: `${at}/${name}`, ...fault })
  }
  if (faults.length === 0) faults.push(...brokenChecks(record, values, at))
  return { values, faults }
}

/** Values the API itself showed come back unchanged when a client sends a row as it read it. */
function isReadBack(record: Resource, name: string): boolean {
  if (['_permissions', 'created_at', 'updated_at', 'created_by', 'updated_by'].includes(name)) return true
  const base = name.replace(/_(name|details|url)$/, '')
  return base !== name && (base === 'organization' || Object.hasOwn(record.fields, base))
}

function takeField(
  name: string,
  field: Field,
  input: Readonly<Record<string, unknown>>,
  write: Write,
  values: Record<string, unknown>,
): Omit<Fault, 'pointer'> | null {
  const given = Object.hasOwn(input, name) && input[name] !== undefined
  if (field.mode === 'server')
    return field.kind === 'status' && given && write !== 'replace' ? { code: 'kit.read_only' } : null
  if (!given) return fillIn(name, field, input, write, values)
  const verdict = checkValue(input[name], field)
  if ('code' in verdict) return verdict
  values[name] = verdict.value
  return null
}

function fillIn(
  name: string,
  field: Field,
  input: Readonly<Record<string, unknown>>,
  write: Write,
  values: Record<string, unknown>,
) {
  if (write === 'patch' || (write === 'replace' && field.frozen)) return null
  if (field.inherits !== undefined && input[field.inherits]) return null
  if (field.mode === 'required') return { code: 'kit.required' }
  if (field.mode === 'optional') values[name] = null
  else if (write === 'create' || field.kind !== 'lines') values[name] = field.default
  return null
}

function brokenChecks(record: Resource, values: Record<string, unknown>, at: string): Fault[] {
  return (record.checks ?? [])
    .filter((check) => breaks(check, values[check.field], values[check.other]))
    .map((check) => faultOfCheck(record, check, at))
}

export function faultOfCheck(record: Resource, check: Check, at = ''): Fault {
  const code = check.is === 'after' ? 'kit.order_strict' : 'kit.order'
  return { pointer: `${at}/${check.field}`, code, parameters: { record: record.name, other: check.other } }
}

/** Dates compare as text. */
export function breaks(check: Check, left: unknown, right: unknown): boolean {
  if (left === null || left === undefined || right === null || right === undefined) return false
  return check.is === 'after' ? String(left) <= String(right) : String(left) < String(right)
}

const escapePointer = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')
