/** An instant in UTC. */
import type { StoredKind } from '#server/kit/field/kind.ts'

export const instant: StoredKind = { type: 'timestamptz', schema: { type: 'string', format: 'date-time' } }
