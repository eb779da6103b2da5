/** How a field finds its input and cell. The application provides them, since inputs contain fields again. */
import { type Component, inject, type InjectionKey } from 'vue'
import type { Field } from '#contract/kit/field/field.ts'

export interface FieldKinds {
  /** Null where nothing can be typed. */
  readonly inputOf: (field: Field) => Component | null
  /** Null where the value is shown as text. */
  readonly cellOf: (name: string, field: Field) => Component | null
}

export const fieldKindsKey: InjectionKey<FieldKinds> = Symbol('field kinds')

export function useFieldKinds(): FieldKinds {
  const kinds = inject(fieldKindsKey)
  if (kinds === undefined) throw new TypeError('main.ts provides no field kinds')
  return kinds
}

/** A status changes by its moves and a computed field by itself. */
export function hasInput(field: Field): boolean {
  return field.kind !== 'status' && field.kind !== 'computed'
}

/** Inputs with labels of their own inside, which draw themselves also when nothing may be typed. */
export function isGroup(field: Field): boolean {
  return field.kind === 'lines' || field.kind === 'custom_fields' || field.owned === true
}

/** Fields that take the whole width of a form. */
export function isWide(field: Field): boolean {
  const long = field.kind === 'translated_text' && (field.max ?? 255) > 300
  return isGroup(field) || long || ['long_text', 'json'].includes(field.kind)
}
