/** Flat filters of the query string and the nested `?filter=` JSON (FLT-01 to FLT-14). */
import { isObject } from '#contract/kit/field/value.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { standing } from '#server/kit/field/stored.ts'
import { conditionOn, refuseFilter } from './condition.ts'
import type { Parameters } from './parameters.ts'

const deepest = 10
const mostConditions = 100

const reserved = new Set([
  'page',
  'page_size',
  'ordering',
  'search',
  'filter',
  'cursor',
  'count',
  'format',
  'tags_all',
  'columns',
  'language',
])
const suffixes = [
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'isnull',
  'contains',
  'icontains',
  'startswith',
  'istartswith',
  'neq',
]

/** Filters by the organization, the id and stamps are open on every list. */
const common = ['organization', 'id', 'created_at', 'updated_at']

const stamps = ['created_at', 'updated_at']

function allowedPath(record: Resource, path: string): boolean {
  return (
    record.list.filters.includes(path) ||
    (common.includes(path) && !(stamps.includes(path) && standing(record).isLedger)) ||
    (path === 'tags.name' && record.list.filters.includes('tags'))
  )
}

/** Conditions of `?status=active&address__country=DE&created_at__gte=2026-01-01`. */
export function flatConditions(
  record: Resource,
  query: Readonly<Record<string, unknown>>,
  parameters: Parameters,
): string[] {
  const conditions: string[] = []
  for (const [name, given] of Object.entries(query)) {
    if (reserved.has(name) && Array.isArray(given)) refuseFilter(`'${name}' may be given once only.`, name)
    if (reserved.has(name)) continue
    const { path, operator } = splitName(record, name)
    if (path === null) refuseFilter(`Filtering on field '${name}' is not allowed for this resource.`, name)
    const values = Array.isArray(given) ? given : [given]
    const many = operator === 'in' || path.startsWith('tags')
    const list = many ? values.flatMap((value) => String(value).split(',')) : values
    if (operator === 'in' || list.length > 1)
      conditions.push(conditionOn(record, path, 'in', list, parameters))
    else conditions.push(conditionOn(record, path, operator, emptyToNull(list[0]), parameters))
  }
  const all = query.tags_all
  if (typeof all === 'string') {
    for (const tag of all.split(',')) conditions.push(conditionOn(record, 'tags', 'eq', tag, parameters))
  }
  return conditions
}

const emptyToNull = (value: unknown): unknown => (value === 'null' ? null : value)

function splitName(record: Resource, name: string): { path: string | null; operator: string } {
  const parts = name.split('__')
  const last = parts.at(-1) ?? ''
  const whole = parts.join('.')
  if (allowedPath(record, whole)) return { path: whole, operator: 'eq' }
  const path = parts.slice(0, -1).join('.')
  if (parts.length > 1 && suffixes.includes(last) && allowedPath(record, path))
    return { path, operator: last }
  return { path: null, operator: 'eq' }
}

/** The condition of a nested filter; null where it restricts nothing. */
export function nestedCondition(record: Resource, text: string, parameters: Parameters): string | null {
  let definition: unknown
  try {
    definition = JSON.parse(text)
  } catch (error) {
    refuseFilter(`Invalid JSON in 'filter' parameter: ${(error as Error).message}`)
  }
  if (!isObject(definition)) refuseFilter('Filter definition must be an object.')
  return group(record, definition, parameters, 0, { count: 0 })
}

interface Budget {
  count: number
}

function group(
  record: Resource,
  node: Readonly<Record<string, unknown>>,
  parameters: Parameters,
  depth: number,
  budget: Budget,
): string | null {
  if (depth > deepest) refuseFilter(`A filter may be nested ${deepest} deep.`)
  budget.count += 1
  if (budget.count > mostConditions) refuseFilter(`A filter may have ${mostConditions} conditions.`)
  const entries = Object.entries(node).map(([key, value]) => [key.toLowerCase(), value] as const)
  if (entries.length === 0) return null
  const keys = entries.map(([key]) => key)
  if (keys.includes('field') || keys.includes('op'))
    return single(record, Object.fromEntries(entries), parameters)
  const [key, value] = entries[0] as readonly [string, unknown]
  if (entries.length > 1) refuseFilter('Invalid filter structure.')
  if (key === 'not') {
    if (!isObject(value)) refuseFilter(`'not' value must be an object.`)
    const inner = group(record, value, parameters, depth + 1, budget)
    return inner === null ? null : `not coalesce(${inner}, false)`
  }
  if (key !== 'and' && key !== 'or') refuseFilter(`Unknown filter key: ${key}`)
  if (!Array.isArray(value)) refuseFilter(`'${key}' value must be a list.`)
  const inner = value.flatMap((child) => {
    if (!isObject(child)) refuseFilter('Invalid filter structure.')
    return group(record, child, parameters, depth + 1, budget) ?? []
  })
  return inner.length === 0 ? null : `(${inner.join(` ${key} `)})`
}

function single(
  record: Resource,
  condition: Readonly<Record<string, unknown>>,
  parameters: Parameters,
): string {
  const { field, op } = condition
  if (typeof field !== 'string' || typeof op !== 'string')
    refuseFilter(`Condition must have 'field' and 'op'.`)
  if (Object.keys(condition).some((key) => !['field', 'op', 'value'].includes(key)))
    refuseFilter('Invalid filter structure.')
  const path = field.replaceAll('__', '.')
  if (!allowedPath(record, path))
    refuseFilter(`Filtering on field '${field}' is not allowed for this resource.`)
  return conditionOn(record, path, op.toLowerCase(), condition.value, parameters)
}
