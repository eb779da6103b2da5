/** JSON schemas of a record: what is read, what may be created, what may be changed. */
import { fieldKinds } from '#contract/kit/field/check.ts'
import type { Field } from '#contract/kit/field/field.ts'
import { isNullable } from '#contract/kit/field/field.ts'
import { englishLabel } from '#contract/kit/texts.ts'
import type { Resource } from '#contract/kit/resource.ts'
import type { Schema } from '#server/kit/http/route.ts'
import { storedKinds } from '#server/kit/field/kinds.ts'
import { isReference } from '#server/kit/field/stored.ts'

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
    ...(field.schema ?? storedKinds[kind].schema),
  }
  if (field.help !== undefined) shape.description = field.help
  if (field.choices !== undefined) shape.enum = field.choices
  const { longest } = fieldKinds[field.kind]
  if (longest !== undefined) shape.maxLength = field.max ?? longest
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

const addressHelp = 'Opens the file, or a small form of the picture, for some minutes.'
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
    if (isReference(field) && field.to === 'common.file')
      properties[`${name}_url`] = { type: ['string', 'null'], readOnly: true, description: addressHelp }
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
