/** A business date that the calendar has. */
import { type FieldKind, wrong } from '#contract/kit/field/value.ts'

const dayText = /^\d{4}-\d{2}-\d{2}$/

export const date: FieldKind = {
  check(value) {
    if (typeof value !== 'string' || !dayText.test(value)) return wrong('a date such as 2026-11-21')
    const day = new Date(`${value}T00:00:00Z`)
    const real =
      !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === value && value >= '0001-01-01'
    return real ? { value } : wrong('a date such as 2026-11-21')
  },
}
