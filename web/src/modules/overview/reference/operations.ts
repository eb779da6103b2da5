/** The description of the API as the reference page reads it: operations by module, schemas as lines. */

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly readOnly?: boolean
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema: Schema
}

interface Described {
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

export interface Operation extends Described {
  readonly method: string
  readonly path: string
}

export function operationsOf({ paths }: ApiDocument): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      ...described,
      method: method.toUpperCase(),
      path,
    })),
  )
}

/** Those whose address, summary or permission holds each word. */
export function found(operations: readonly Operation[], text: string): readonly Operation[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return operations.filter(({ method, path, summary, description = '' }) => {
    const all = `${method} ${path} ${summary} ${description}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

/** The schema of a body or answer, whatever its media type. */
export const schemaOf = ({ content = {} }: Content): Schema | null =>
  Object.values(content)[0]?.schema ?? null

export interface SchemaLine {
  readonly name: string
  readonly depth: number
  readonly type: string
  readonly isRequired: boolean
  readonly isReadOnly: boolean
  readonly description: string
}

const deepest = 3

/** A schema as lines, each property below the object that has it; names of records stay names. */
export function linesOf(given: Schema, document: ApiDocument, depth = 0): readonly SchemaLine[] {
  const schema = resolved(given, document)
  const inner = schema.items ? resolved(schema.items, document) : schema
  return Object.entries(inner.properties ?? {}).flatMap(([name, property]) => {
    const below = depth < deepest ? linesOf(property, document, depth + 1) : []
    const line = {
      name,
      depth,
      type: typeText(property),
      isRequired: inner.required?.includes(name) ?? false,
      isReadOnly: property.readOnly ?? false,
      description: property.description ?? '',
    }
    return [line, ...below]
  })
}

const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1)

function resolved(schema: Schema, { components }: ApiDocument): Schema {
  const one = schema.oneOf?.[0] ?? schema
  return one.$ref ? (components.schemas[nameOf(one.$ref)] ?? {}) : one
}

/** `string (date)`, `list of SalesOrderLine`, `draft | confirmed`, in the words of JSON Schema. */
export function typeText(schema: Schema): string {
  if (schema.$ref) return nameOf(schema.$ref)
  if (schema.oneOf) return schema.oneOf.map(typeText).join(' | ')
  if (schema.enum) return schema.enum.map(String).join(' | ')
  if (schema.items) return `${typeText(schema.items)}[]`
  const type = [schema.type ?? 'any'].flat().join(' | ')
  return schema.format ? `${type} (${schema.format})` : type
}
