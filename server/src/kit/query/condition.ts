/** Turns one field, operator and value into SQL, or says why it cannot (FLT). */
import { Refusal } from '#contract/kit/failure.ts'
import { checkValue } from '#contract/kit/field/check.ts'
import { isUuid } from '#contract/kit/field/value.ts'
import type { Field } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { tableOf } from '#contract/kit/resource.ts'
import { recordOf } from '#server/kit/registry.ts'
import { isReference, standing, targetOf } from '#server/kit/field/stored.ts'
import { quote } from './display.ts'
import { keyEquals } from './by-key.ts'
import type { Parameters } from './parameters.ts'
import { type ResolvedPath, resolvePath } from './path.ts'

const comparisons: Readonly<Record<string, string>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' }
const patterns: Readonly<Record<string, (text: string) => string>> = {
  contains: (text) => `%${text}%`,
  icontains: (text) => `%${text}%`,
  startswith: (text) => `${text}%`,
  istartswith: (text) => `${text}%`,
  endswith: (text) => `%${text}`,
  iendswith: (text) => `%${text}`,
}
const operators = new Set([
  'eq',
  'neq',
  'exact',
  'iexact',
  'in',
  'notin',
  'isnull',
  ...Object.keys(comparisons),
  ...Object.keys(patterns),
])

export function refuseFilter(reason: string, pointer = 'filter'): never {
  throw new Refusal('kit.filter', { reason }, [{ pointer, code: 'kit.filter', parameters: { reason } }])
}

/** The SQL condition `path operator value`; `path` in dots, operator in lower case. */
export function conditionOn(
  record: Resource,
  path: string,
  operator: string,
  value: unknown,
  parameters: Parameters,
): string {
  if (!operators.has(operator)) refuseFilter(`Unsupported operator: ${operator}`)
  const resolved = resolvePath(record, path)
  if (resolved === null) refuseFilter(`Filtering on field '${path}' is not allowed for this resource.`)
  const condition = (positive: string, given: unknown) =>
    resolved.wrap(build(record, path, resolved, positive, given, parameters))
  if (operator === 'neq') return `not coalesce(${condition('eq', value)}, false)`
  if (operator === 'notin') return `not coalesce(${condition('in', value)}, false)`
  return condition(operator, value)
}

function build(
  record: Resource,
  path: string,
  resolved: ResolvedPath,
  operator: string,
  value: unknown,
  parameters: Parameters,
): string {
  const { expression, field, type } = resolved
  if (operator === 'isnull') {
    const yes = value === true || value === 'true' || value === '1'
    const no = value === false || value === 'false' || value === '0'
    if (!yes && !no) refuseFilter(`'isnull' operator requires boolean value (true/false).`)
    return `${expression} is ${yes ? '' : 'not '}null`
  }
  if (operator === 'in') {
    if (!Array.isArray(value)) refuseFilter(`'in'/'notin' operator requires a list value.`)
    if (value.length === 0) return 'false'
    if (value.length > 1000) refuseFilter('At most 1000 values in a list.')
    return `(${value.map((item) => build(record, path, resolved, 'eq', item, parameters)).join(' or ')})`
  }
  if (typeof value === 'object' && value !== null)
    refuseFilter(`Invalid value type for operator '${operator}'.`)
  if (value === null) return `${expression} is null`
  const pattern = patterns[operator]
  if (pattern !== undefined) return like(expression, field, type, operator, pattern, value, parameters)
  // The comparison of lists may leak, so an index can serve it only within a function (0072-tags.sql).
  if (field.kind === 'tags' && expression === 't."tags"')
    return `t.id in (select kontor.tagged('${tableOf(record)}', ${parameters.add(String(value), 'text')}))`
  if (field.kind === 'tags') return `${expression} && ${parameters.add([String(value)], 'text[]')}`
  if (operator === 'iexact')
    return `lower(${expression}::text) = lower(${parameters.add(String(value), 'text')})`
  const sign = comparisons[operator] ?? '='
  if (isReferenceLike(field) && sign === '=') return byKey(record, path, field, expression, value, parameters)
  return `${expression} ${sign} ${parameters.add(valueFor(field, value, operator), type)}`
}

const isReferenceLike = (field: Field): boolean => isReference(field) || field.to !== undefined

/** A reference is filtered by id or by the natural key of its target. */
function byKey(
  record: Resource,
  path: string,
  field: Field,
  expression: string,
  value: unknown,
  parameters: Parameters,
): string {
  const text = String(value)
  if (isUuid(text)) return `${expression} = ${parameters.add(text, 'uuid')}`
  const name = path === 'organization' ? 'organization.organization' : targetOf(record, field)
  const target = name === '' || path.includes('.') ? undefined : recordOf(name)
  if (target?.key === undefined) refuseFilter(`Invalid filter application: ${text} is not a key.`)
  const tenant = standing(target).hasTenant ? '(k.tenant_id = $1 or k.tenant_id is null) and ' : ''
  return `${expression} in (select k.id from ${quote(tableOf(target))} k
    where ${tenant}k.${keyEquals(target, target.key, parameters.add(text, 'text'))})`
}

function like(
  expression: string,
  field: Field,
  type: string,
  operator: string,
  pattern: (text: string) => string,
  value: unknown,
  parameters: Parameters,
): string {
  if (type !== 'text' && type !== 'jsonb' && type !== 'text[]')
    refuseFilter(`Invalid value type for operator '${operator}'.`)
  const escaped = String(value).replace(/[\\%_]/g, (sign) => `\\${sign}`)
  const placeholder = parameters.add(pattern(escaped), 'text')
  const sensitive = operator === 'contains' || operator === 'startswith' || operator === 'endswith'
  const word = sensitive ? 'like' : 'ilike'
  if (field.kind === 'translated_text') {
    return `exists (select 1 from jsonb_each_text(${expression}) as each_text
      where each_text.value ${word} ${placeholder})`
  }
  if (type === 'text[]')
    return `exists (select 1 from unnest(${expression}) as each_text where each_text ${word} ${placeholder})`
  return `${expression}::text ${word} ${placeholder}`
}

/** Query strings carry text; the field says what is meant by it. */
function valueFor(field: Field, value: unknown, operator: string): unknown {
  const kind = field.kind === 'computed' ? (field.shows ?? 'text') : field.kind
  if (kind === 'flag' && typeof value === 'string') {
    if (value === 'true' || value === 'false') return value === 'true'
  }
  if (kind === 'instant' && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value
  const plain = {
    ...field,
    kind,
    mode: 'defaulted' as const,
    max: undefined,
    min: undefined,
    format: field.format === 'uuid' ? field.format : undefined,
  }
  const verdict = checkValue(typeof value === 'number' && kind === 'text' ? String(value) : value, plain)
  if ('code' in verdict) {
    if (kind === 'choice' || kind === 'status')
      refuseFilter(
        `Invalid filter application: '${String(value)}' is not one of ${field.choices?.join(', ')}.`,
      )
    refuseFilter(`Invalid filter application: '${String(value)}' does not fit operator '${operator}'.`)
  }
  return verdict.value
}
