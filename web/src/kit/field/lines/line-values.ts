/** The values of rows inside a row: how a new one begins and what of it is sent. */
import type { Field } from '#contract/kit/field/field.ts'
import { documentField, type Resource } from '#contract/kit/resource.ts'
import { definitionOf, isNumeric, kindShown } from '#web/kit/record/fields.ts'

type Values = Readonly<Record<string, unknown>>

/** What a form starts from: the defaults of the definition, nothing in all other fields. */
export function emptyValues(record: Resource): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(record.fields)) {
    if (field.mode !== 'server') values[name] = field.mode === 'defaulted' ? field.default : null
  }
  return values
}

/** The fields of a row that a client may write, nested rows included; numbers the grid holds stay strings. */
export function writableValues(record: Resource, values: Values): Record<string, unknown> {
  const sent: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(record.fields)) {
    if (field.mode === 'server' || values[name] === undefined) continue
    sent[name] = sentValue(field, values[name])
  }
  return sent
}

/** `document` is the field that names the row the lines are part of; the server fills it. */
function lineValues(line: Resource, values: Values): Record<string, unknown> {
  const { [documentField(line)]: _, ...sent } = writableValues(line, values)
  if ('position' in sent) delete sent.position
  return typeof values.id === 'string' ? { id: values.id, ...sent } : sent
}

function sentValue(field: Field, value: unknown): unknown {
  if (field.kind === 'lines' && Array.isArray(value)) {
    const line = definitionOf(field.to ?? '')
    return value.map((row: Values) => lineValues(line, row))
  }
  if (field.owned && typeof value === 'object' && value !== null) {
    return writableValues(definitionOf(field.to ?? ''), value as Values)
  }
  return value === '' && field.mode === 'optional' ? null : value
}

/** How broad a column is; texts and names share what is left. */
export function widthOf(field: Field): { width?: string } {
  const kind = kindShown(field)
  if (isNumeric(kind)) return { width: '7rem' }
  if (kind === 'date') return { width: '8.5rem' }
  if (kind === 'instant') return { width: '14rem' }
  if (kind === 'flag' || field.to === 'common.unit') return { width: '6rem' }
  return kind === 'choice' ? { width: '11rem' } : {}
}
