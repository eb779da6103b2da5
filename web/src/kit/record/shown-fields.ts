/** Which fields of a form the reader sees as it stands. */
import type { FormGroup, Resource } from '#contract/kit/resource.ts'
import { fieldNamed } from './fields.ts'
import type { RecordForm } from './record-form.ts'

/** The fields of a group, in its order. */
export function shownOf(record: Resource, { fields, when }: FormGroup, form: RecordForm): readonly string[] {
  const { row, values, isNew } = form
  if (when && !when.is.includes(String(values.value[when.field]))) return []
  return fields.filter((name) => {
    const field = fieldNamed(record, name)
    if (field === undefined || row.value?._permissions?.fields?.[name] === 'hidden') return false
    // What only the server sets says nothing before the row is there.
    return !(isNew && field.mode === 'server')
  })
}

/** Of all groups: whatever else is wrong is said above the form. */
export const shownIn = (record: Resource, form: RecordForm): readonly string[] =>
  record.form.flatMap((group) => shownOf(record, group, form))
