/** What a JSON schema describes, as far as a form has something better than text for it. */

type Schema = Readonly<Record<string, unknown>>

export interface JsonColumn {
  readonly key: string
  readonly type: 'string' | 'integer' | 'number'
  /** Text that must look like a number. */
  readonly numeric: boolean
}

export type Shape =
  | { readonly kind: 'words' }
  | { readonly kind: 'text' }
  | { readonly kind: 'rows'; readonly columns: readonly JsonColumn[] }

/** Rows keep properties that are no columns as they are, such as the discounts of an instalment. */
export function shapeOf(schema: Schema): Shape {
  if (schema.type !== 'array') return { kind: 'text' }
  const items = (schema.items ?? {}) as Schema
  if (items.type === 'string') return { kind: 'words' }
  if (items.type !== 'object') return { kind: 'text' }
  const properties = Object.entries((items.properties ?? {}) as Readonly<Record<string, Schema>>)
  const columns = properties.flatMap(([key, { type, pattern }]): JsonColumn[] => {
    if (type !== 'string' && type !== 'integer' && type !== 'number') return []
    return [{ key, type, numeric: type !== 'string' || String(pattern ?? '').startsWith('^\\d') }]
  })
  return columns.length === 0 ? { kind: 'text' } : { kind: 'rows', columns }
}
