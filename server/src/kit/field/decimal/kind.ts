/** An exact number, shown as text so that no reader rounds it. */
import type { StoredKind } from '#server/kit/field/kind.ts'

export const decimal: StoredKind = { type: 'numeric', schema: { type: 'string', format: 'decimal' } }
