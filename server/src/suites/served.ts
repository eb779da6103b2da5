/** Which records each suite is for, taken from their definitions alone. */
import type { Field } from '#contract/kit/field/field.ts'
import { isCreatable, type Resource, statusField } from '#contract/kit/resource.ts'
import { records } from '#contract/modules.ts'
import { listPath, type RecordName } from '#contract/record-names.ts'

/** Records with addresses of their own; lines have none. */
export const listed: readonly Resource[] = [...records.values()].filter(({ partOf }) => partOf === undefined)

export const fixed = listed.filter(({ access }) => access?.includes('fixed'))

/** Records that clients write. */
export const written = listed.filter((record) => !fixed.includes(record))

/** What only an upload makes. */
export const isUploaded = (record: Resource): boolean => !isCreatable(record)

/** False where a new row can no longer be changed: a payment is posted the moment it is entered. */
export function isEditable(record: Resource): boolean {
  const field = statusField(record)
  if (field === null || record.editableWhile === undefined) return true
  return record.editableWhile.includes(String(record.fields[field]?.default))
}

/** Users are deactivated and never deleted; posted documents stay. */
export const isDeletable = (record: Resource): boolean =>
  record.name !== 'user.user_account' && isEditable(record)

/** Everybody asks for access and sees his own requests: no role gives that, none takes it or rules over it. */
export const isEverybodys = (record: Resource): boolean => record.name === 'user.access_request'

export const pathOf = (record: Resource): string => listPath(record.name as RecordName)

/** A text that any client may change, by name; undefined where the record has none. */
export function changeable(record: Resource): readonly [string, Field] | undefined {
  return Object.entries(record.fields).find(
    ([, field]) =>
      (field.kind === 'text' || field.kind === 'long_text') &&
      field.mode !== 'server' &&
      !field.frozen &&
      field.format === undefined &&
      (field.max ?? 255) >= 40,
  )
}
