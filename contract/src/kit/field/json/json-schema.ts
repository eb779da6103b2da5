/** Checks JSON against the part of JSON Schema 2020-12 that definitions use. */
import type { Verdict } from '#contract/kit/field/value.ts'

type Schema = Readonly<Record<string, unknown>>

/** Null when the value fits, else why not. Depth is bounded so that no input can exhaust the stack. */
export function checkJson(value: unknown, schema: Schema, depth = 0): Verdict | null {
  if (depth > 20) return misfit('less deeply nested')
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return misfit(`one of ${schema.enum.join(', ')}`)
  if (typeof schema.type === 'string' && !isOfType(value, schema.type))
    return misfit(`of type ${schema.type}`)
  if (typeof value === 'string') return checkString(value, schema)
  if (typeof value === 'number') return checkNumber(value, schema)
  if (Array.isArray(value)) return checkArray(value, schema, depth)
  if (typeof value === 'object' && value !== null)
    return checkObject(value as Record<string, unknown>, schema, depth)
  return null
}

const misfit = (rule: string): Verdict => ({ code: 'kit.check_failed', parameters: { rule } })

function isOfType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  if (type === 'integer') return Number.isSafeInteger(value)
  if (type === 'null') return value === null
  return typeof value === type
}

function checkString(value: string, schema: Schema): Verdict | null {
  if (value.includes('\u0000')) return misfit('without null bytes')
  if (typeof schema.maxLength === 'number' && value.length > schema.maxLength) {
    return misfit(`at most ${schema.maxLength} characters`)
  }
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern, 'u').test(value)) {
    return misfit(`like ${schema.pattern}`)
  }
  return null
}

function checkNumber(value: number, schema: Schema): Verdict | null {
  if (typeof schema.minimum === 'number' && value < schema.minimum)
    return misfit(`at least ${schema.minimum}`)
  if (typeof schema.maximum === 'number' && value > schema.maximum) return misfit(`at most ${schema.maximum}`)
  return null
}

function checkArray(value: readonly unknown[], schema: Schema, depth: number): Verdict | null {
  if (typeof schema.minItems === 'number' && value.length < schema.minItems) {
    return misfit(`at least ${schema.minItems} entries`)
  }
  const most = typeof schema.maxItems === 'number' ? schema.maxItems : 1000
  if (value.length > most) return misfit(`at most ${most} entries`)
  const items = (schema.items ?? {}) as Schema
  for (const item of value) {
    const verdict = checkJson(item, items, depth + 1)
    if (verdict !== null) return verdict
  }
  return null
}

function checkObject(value: Record<string, unknown>, schema: Schema, depth: number): Verdict | null {
  for (const name of (schema.required ?? []) as readonly string[]) {
    if (!Object.hasOwn(value, name)) return misfit(`with ${name}`)
  }
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>
  for (const [name, item] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name)
    if (!known && schema.additionalProperties === false) return misfit(`without ${name}`)
    const other =
      typeof schema.additionalProperties === 'object' ? (schema.additionalProperties as Schema) : {}
    const verdict = checkJson(item, (known ? properties[name] : other) ?? {}, depth + 1)
    if (verdict !== null) return verdict
  }
  return null
}
