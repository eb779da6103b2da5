/** JSON schemas of a record: what is read, what may be created, what may be changed. */
import type { Field, Kind } from '#contract/kit/field/field.ts'
import { isNullable } from '#contract/kit/field/field.ts'
import { englishLabel } from '#contract/kit/texts.ts'
import type { Resource } from '#contract/kit/resource.ts'
import type { Schema } from '#server/kit/http/route.ts'
import { isReference } from '#server/kit/field/stored.ts'

const shapes: Readonly<Record<Kind, Schema>> = {
  text: { type: 'string' },
  long_text: { type: 'string' },
  translated_text: { type: 'object', additionalProperties: { type: 'string' } },
  integer: { type: 'integer' },
  decimal: { type: 'string', format: 'decimal' },
  money: { type: 'string', format: 'decimal' },
  quantity: { type: 'string', format: 'decimal' },
  flag: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  instant: { type: 'string', format: 'date-time' },
  choice: { type: 'string' },
  status: { type: 'string' },
  reference: { type: 'string', format: 'uuid' },
  references: { type: 'array', items: { type: 'string', format: 'uuid' } },
  tags: { type: 'array', items: { type: 'string' } },
  json: {},
  custom_fields: { type: 'object' },
  file: { type: 'string', format: 'uuid' },
  lines: { type: 'array' },
  tree_parent: { type: 'string', format: 'uuid' },
  computed: {},
}

/** The name of a record's schema: `SalesOrder`, `SalesOrderCreate`. */
export function schemaName(record: Resource | string, use: 'Read' | 'Create' | 'Change' = 'Read'): string {
  const name = typeof record === 'string' ? record : record.name
  const words = name.slice(name.indexOf('.') + 1).split('_')
  const base = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return use === 'Read' ? base : `${base}${use}`
}

export const refTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

export function fieldSchema(name: string, field: Field, use: 'Read' | 'Create' | 'Change'): Schema {
  const kind = field.kind === 'computed' ? (field.shows ?? 'text') : field.kind
  const shape: Record<string, unknown> = {
    title: englishLabel(name, field),
    ...(field.schema ?? shapes[kind]),
  }
  if (field.help !== undefined) shape.description = field.help
  if (field.choices !== undefined) shape.enum = field.choices
  if (field.kind === 'text' || field.kind === 'long_text')
    shape.maxLength = field.max ?? (kind === 'text' ? 255 : 20_000)
  if (field.kind === 'integer') Object.assign(shape, bounds(field))
  if (field.kind === 'lines')
    shape.items = refTo(schemaName(field.to ?? '', use === 'Change' ? 'Create' : use))
  if (use !== 'Read' && isReference(field)) {
    delete shape.format
    shape.description = 'Its id, or its natural key where it has one.'
  }
  if (use !== 'Read' && field.owned)
    return {
      title: shape.title,
      oneOf: [refTo(schemaName(field.to ?? '', 'Create')), { type: 'string', format: 'uuid' }],
    }
  return isNullable(field) || field.kind === 'computed' ? nullable(shape) : shape
}

const bounds = ({ min, max }: Field) => ({
  ...(min === undefined ? {} : { minimum: min }),
  ...(max === undefined ? {} : { maximum: max }),
})

function nullable(shape: Record<string, unknown>): Schema {
  if (typeof shape.type === 'string') shape.type = [shape.type, 'null']
  if (Array.isArray(shape.enum)) shape.enum = [...shape.enum, null]
  return shape
}

const stamp = { type: 'string', format: 'date-time', readOnly: true }
const user = { type: ['string', 'null'], format: 'uuid', readOnly: true }

export function readSchema(record: Resource): Schema {
  const properties: Record<string, Schema> = { id: { type: 'string', format: 'uuid', readOnly: true } }
  if (record.scope !== 'global') {
    properties.organization = { type: ['string', 'null'], format: 'uuid' }
    properties.organization_name = { type: ['string', 'null'], readOnly: true }
  }
  for (const [name, field] of Object.entries(record.fields)) {
    if (field.secret) continue
    properties[name] = fieldSchema(name, field, 'Read')
    if (isReference(field)) properties[`${name}_name`] = { type: ['string', 'null'], readOnly: true }
    if (field.owned)
      properties[`${name}_details`] = { anyOf: [refTo(schemaName(field.to ?? '')), { type: 'null' }] }
  }
  if (!record.access?.includes('ledger')) {
    Object.assign(properties, {
      version: { type: 'integer', readOnly: true },
      created_at: stamp,
      updated_at: stamp,
      created_by: user,
      updated_by: user,
    })
  }
  if (record.partOf === undefined) properties._permissions = refTo('RowPermissions')
  return { type: 'object', title: record.label[0], properties }
}

export function writeSchema(record: Resource, use: 'Create' | 'Change'): Schema {
  const properties: Record<string, Schema> = {}
  const required: string[] = []
  if (use === 'Create' && record.scope !== 'global')
    properties.organization = { type: 'string', format: 'uuid' }
  if (record.partOf !== undefined)
    properties.id = { type: 'string', format: 'uuid', description: 'Of a line that stays.' }
  for (const [name, field] of Object.entries(record.fields)) {
    if (field.mode === 'server' || (field.frozen && use === 'Change')) continue
    if (record.partOf !== undefined && field.to === record.partOf && field.kind === 'reference') continue
    properties[name] = fieldSchema(name, field, use)
    if (field.mode === 'required' && field.inherits === undefined && use === 'Create') required.push(name)
  }
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  }
}
