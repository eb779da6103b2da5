/** A small validator of JSON Schema 2020-12, as far as our OpenAPI document goes; it shares no code with the server. */
export type Schema = Readonly<Record<string, any>>

const formats: Readonly<Record<string, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  decimal: /^-?\d+(\.\d+)?$/,
}
const known = new Set([
  '$ref',
  'title',
  'description',
  'type',
  'format',
  'properties',
  'required',
  'items',
  'enum',
  'anyOf',
  'oneOf',
  'additionalProperties',
  'readOnly',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'pattern',
  'default',
  'uniqueItems',
])

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

/** Why a value does not fit, with the place of each misfit; empty where it does. */
export function misfits(value: unknown, schema: Schema, document: Schema, at = ''): string[] {
  const foreign = Object.keys(schema).filter((key) => !known.has(key))
  if (foreign.length > 0) return [`${at}: nobody checks ${foreign.join(', ')}`]
  if (schema.$ref !== undefined) return misfits(value, resolve(schema.$ref, document), document, at)
  const choices: Schema[] | undefined = schema.anyOf ?? schema.oneOf
  if (choices !== undefined && !choices.some((choice) => misfits(value, choice, document, at).length === 0))
    return [`${at}: fits no choice`]
  const types: string[] = [schema.type ?? []].flat()
  const type = typeOf(value)
  const fits = types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'))
  if (!fits) return [`${at}: ${type} is not ${types.join(' or ')}`]
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return [`${at}: ${String(value)} is no choice`]
  if (typeof value === 'string') return misfitsOfText(value, schema, at)
  if (Array.isArray(value) && schema.uniqueItems && new Set(value).size < value.length)
    return [`${at}: holds one twice`]
  if (Array.isArray(value))
    return value.flatMap((item, index) => misfits(item, schema.items ?? {}, document, `${at}/${index}`))
  if (typeof value === 'object' && value !== null) return misfitsOfObject(value, schema, document, at)
  if (typeof value === 'number' && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)))
    return [`${at}: ${value} is out of bounds`]
  return []
}

function misfitsOfText(value: string, schema: Schema, at: string): string[] {
  if ([...value].length > (schema.maxLength ?? Number.POSITIVE_INFINITY))
    return [`${at}: longer than ${schema.maxLength}`]
  const format = formats[schema.format ?? '']
  return format === undefined || format.test(value) ? [] : [`${at}: ${value} is no ${schema.format}`]
}

function misfitsOfObject(value: object, schema: Schema, document: Schema, at: string): string[] {
  const properties: Record<string, Schema> = schema.properties ?? {}
  const missing = (schema.required ?? []).filter((name: string) => !Object.hasOwn(value, name))
  const found = Object.entries(value).flatMap(([name, item]) => {
    const inner = properties[name] ?? schema.additionalProperties
    if (inner === false) return [`${at}/${name}: unknown`]
    return typeof inner === 'object' ? misfits(item, inner, document, `${at}/${name}`) : []
  })
  return [...missing.map((name: string) => `${at}/${name}: missing`), ...found]
}

export function resolve(reference: string, document: Schema): Schema {
  const found = reference
    .replace('#/', '')
    .split('/')
    .reduce<any>((node, name) => node?.[name], document)
  if (found === undefined) throw new Error(`${reference} leads nowhere`)
  return found
}
