/** An instant, kept in UTC. */
import { type FieldKind, wrong } from '#contract/kit/field/value.ts'

const instantText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

export const instant: FieldKind = {
  check(value) {
    const date = typeof value === 'string' && instantText.test(value) ? new Date(value) : null
    if (date === null || Number.isNaN(date.getTime())) return wrong('an instant such as 2026-11-21T08:30:00Z')
    return { value: date.toISOString() }
  },
}
