/** The values a form edits: how they come from a row, what of them is sent, and why one is refused. */
import { checkRecord } from '#contract/kit/check-record.ts'
import { checkValue } from '#contract/kit/field/check.ts'
import { isObject, same } from '#contract/kit/field/value.ts'
import type { Fault } from '#contract/kit/failure.ts'
import { documentField, ownedFields, type Resource } from '#contract/kit/resource.ts'
import { emptyValues, writableValues } from '#web/kit/field/lines/line-values.ts'
import { definitionOf, type RowData } from './fields.ts'

export type Values = Record<string, unknown>

/** Rows owned by this one come as `<field>_details`; the form edits them in the field itself. */
export function valuesOf(record: Resource, row: RowData): Values {
  const values: Values = { ...row }
  for (const name of ownedFields(record)) values[name] = row[`${name}_details`] ?? null
  for (const [name, field] of Object.entries(record.fields)) {
    if (field.kind !== 'lines' || !Array.isArray(row[name])) continue
    values[name] = (row[name] as RowData[]).map((line) => valuesOf(definitionOf(field.to ?? ''), line))
  }
  return values
}

/** A new row: the definition's defaults, and what the address says (`?parent=…`). */
export function newValues(record: Resource, given: Readonly<Record<string, string>>): Values {
  const known = Object.entries(given).filter(([name]) => name.replace(/_name$/, '') in record.fields)
  return { ...emptyValues(record), ...Object.fromEntries(known) }
}

/** What is sent: all that a new row has, of an old one only what differs. */
export function changesOf(record: Resource, values: Values, before: Values | null): Values {
  const now = writableValues(record, values)
  if (before === null) {
    return Object.fromEntries(Object.entries(now).filter(([, value]) => value !== null))
  }
  const then = writableValues(record, before)
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => !same(value, then[name])))
}

/** The faults of what would be sent, nested rows included, by the rules the server goes by. */
export function faultsOf(
  record: Resource,
  sent: Values,
  write: 'create' | 'patch',
  at = '',
): readonly Fault[] {
  const own = checkRecord(record, sent, write, at).faults
  const nested = Object.entries(sent).flatMap(([name, value]): readonly Fault[] => {
    const field = record.fields[name]
    if (field?.owned && isObject(value))
      return faultsOf(definitionOf(field.to ?? ''), value, 'create', `${at}/${name}`)
    if (field?.kind !== 'lines' || !Array.isArray(value)) return []
    const line = definitionOf(field.to ?? '')
    return value.flatMap((one: Values, index) =>
      faultsOf(line, { ...one, [documentField(line)]: 'known' }, 'create', `${at}/${name}/${index}`),
    )
  })
  return [...own, ...nested].filter((fault) => !fault.pointer.endsWith('/id'))
}

/** Why one field's value is refused, null where it is good. */
export function faultOf(record: Resource, name: string, values: Values): Omit<Fault, 'pointer'> | null {
  const field = record.fields[name]
  if (field === undefined || field.mode === 'server' || field.kind === 'lines' || field.owned) return null
  const value = values[name] ?? null
  const isInherited = field.inherits !== undefined && Boolean(values[field.inherits])
  if (isInherited && (value === null || value === '')) return null
  if (field.mode === 'required' && (value === null || value === '')) return { code: 'kit.required' }
  const verdict = checkValue(value, field)
  return 'code' in verdict ? verdict : null
}
