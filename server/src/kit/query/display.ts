/** The SQL by which a row is named elsewhere, made from its record's display template. */
import type { Resource } from '#contract/kit/resource.ts'
import { tableOf } from '#contract/kit/resource.ts'
import { isReference, type StoredField, standing, storedFields, targetOf } from '#server/kit/field/stored.ts'
import { recordOf } from '#server/kit/registry.ts'

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A translated text in the reader's language (parameter), else English, German, or any (RULINGS 13). */
export function translated(column: string, language: string): string {
  return `coalesce(${column}->>${language}, ${column}->>'en', ${column}->>'de', (select value
    from jsonb_each_text(${column}) limit 1))`
}

/** What a field of the row `alias` says to the reader; its column where nothing is translated. */
export function spoken({ column, field }: StoredField, alias: string, language: string): string {
  const own = `${alias}.${quote(column)}`
  if (field.kind === 'translated_text') return translated(own, language)
  if (field.translations === undefined) return own
  return `coalesce(${translated(`${alias}.${quote(field.translations)}`, language)}, ${own})`
}

/** SQL text expression that names the row `alias`; `language` is a parameter such as `$2`. */
export function displayOf(record: Resource, alias: string, language: string, depth = 0): string {
  const parts = record.display.split(/(\{\w+\})/).filter((part) => part !== '')
  const expressions = parts.map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    return name === undefined
      ? literal(part)
      : `coalesce(${valueText(record, name, alias, language, depth)}, '')`
  })
  return expressions.length === 1 ? (expressions[0] ?? `''`) : `(${expressions.join(' || ')})`
}

function valueText(record: Resource, name: string, alias: string, language: string, depth: number): string {
  if (name === 'organization') {
    return `(select o.name from organization o where o.tenant_id = ${alias}.tenant_id
      and o.id = ${alias}.organization_id)`
  }
  const stored = storedFields(record).find((entry) => entry.name === name)
  if (stored === undefined) return `''`
  const column = spoken(stored, alias, language)
  if (isReference(stored.field)) {
    return depth > 2 ? `${column}::text` : labelOf(record, name, alias, language, depth + 1)
  }
  return stored.type === 'numeric' ? `trim_scale(${column})::text` : `${column}::text`
}

/** SQL scalar that names the row a reference points to. */
function labelOf(record: Resource, name: string, alias: string, language: string, depth = 0): string {
  const field = record.fields[name]
  if (field === undefined) return `''`
  const target = recordOf(targetOf(record, field))
  const inner = `${alias}_${depth}`
  const shown = displayOf(target, inner, language, depth + 1)
  return `(select ${shown} from ${quote(tableOf(target))} ${inner} where ${joinOn(record, target, name, alias, inner)})`
}

/** The condition that joins a reference's target. */
export function joinOn(
  record: Resource,
  target: Resource,
  name: string,
  alias: string,
  inner: string,
): string {
  const sameTenant =
    standing(target).hasTenant && !standing(target).mayBeStandard && standing(record).hasTenant
  const tenant = sameTenant ? `${inner}.tenant_id = ${alias}.tenant_id and ` : ''
  return `${tenant}${inner}.id = ${alias}.${quote(`${name}_id`)}`
}
