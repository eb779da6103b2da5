/** A value the server works out from others. */
import type { FieldKind } from '#contract/kit/field/value.ts'

export const computed: FieldKind = { check: () => ({ code: 'kit.read_only' }) }
