/** Reads the values of a draft, whose types its definition has already checked. */
import type { Draft } from '#server/kit/served.ts'

export function textOf(draft: Draft, field: string): string | null {
  const value = draft.values[field]
  return typeof value === 'string' && value !== '' ? value : null
}

/** A decimal of a defaulted or server field; never null. */
export function numberOf(draft: Draft, field: string): string {
  return textOf(draft, field) ?? '0'
}

export const linesOf = (document: Draft): readonly Draft[] => document.lines.lines ?? []

/** True where a value differs from the stored one; all of a new row's do. */
export function hasChanged(draft: Draft, fields: readonly string[]): boolean {
  return fields.some((field) => draft.before === null || draft.before[field] !== draft.values[field])
}
