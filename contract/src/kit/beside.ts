/** What a row says beside a field: the unit of a quantity, and what a chosen row says of itself. */
import type { Field } from './field/field.ts'
import type { Resource } from './resource.ts'

type Values = Readonly<Record<string, unknown>>

/** The name of a number's unit or currency, where the row has one. */
export function measureOf(field: Field, row: Values): string | undefined {
  const name = field.measure === undefined ? null : row[`${field.measure}_name`]
  return typeof name === 'string' && name !== '' ? name : undefined
}

/** What stands in a row once the reference `name` is chosen: its label, computed fields both have, what it fills. */
export function besideChosen(
  record: Resource,
  name: string,
  chosen: { readonly label: string; readonly row?: Values } | null,
): Record<string, unknown> {
  const row = chosen?.row ?? {}
  const shared = Object.entries(record.fields).filter(
    ([one, field]) => field.kind === 'computed' && Object.hasOwn(row, one),
  )
  const values = Object.fromEntries(shared.map(([one]) => [one, row[one]]))
  for (const [one, { filledBy }] of Object.entries(record.fields)) {
    if (filledBy?.[0] !== name || !row[filledBy[1]]) continue
    values[one] = row[filledBy[1]]
    values[`${one}_name`] = row[`${filledBy[1]}_name`]
  }
  return { ...values, [`${name}_name`]: chosen?.label ?? null }
}
