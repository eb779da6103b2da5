/** Where case does not count: which fields have a lower-case twin column to be found and sorted by. */
import type { Resource } from '#contract/kit/resource.ts'

/** True where equality and order are by `<field>_lower`: unique codes, slugs and e-mail addresses. */
export function ignoresCase(record: Resource, name: string): boolean {
  const field = record.fields[name]
  if (field?.kind !== 'text' || !['code', 'slug', 'email'].includes(field.format ?? '')) return false
  return isInUnique(record, name)
}

export function isInUnique(record: Resource, name: string): boolean {
  return record.unique?.some((fields) => fields.includes(name)) ?? false
}
