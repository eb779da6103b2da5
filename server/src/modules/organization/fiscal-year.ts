/** Fiscal years: of a legal entity, none over another, made of periods that lie within them (DOMAIN 5). */
import { fiscalPeriod } from '#contract/organization/fiscal-period.ts'
import { fiscalYear } from '#contract/organization/fiscal-year.ts'
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { mustBelongToLegalEntity } from './must-be-legal-entity.ts'

export const fiscalYears = serve(fiscalYear, {
  async beforeSave(drafts, ctx) {
    await mustBelongToLegalEntity(drafts, ctx)
    for (const draft of drafts) {
      if (draft.before === null) await mustNotOverlap(draft, ctx)
      const periods = draft.lines.periods ?? []
      if (draft.before === null && periods.length === 0) draft.lines.periods = monthsOf(draft)
      const faults = faultsOf(draft)
      if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
    }
  },
})

export const fiscalPeriods = serve(fiscalPeriod)

const overlapText = `select from fiscal_year where tenant_id = $1 and organization_id = $2 and id <> $3
  and daterange(starts_on, ends_on, '[]') && daterange($4, $5, '[]') limit 1`

async function mustNotOverlap({ id, organizationId, values }: Draft, ctx: Context): Promise<void> {
  const twins = await ctx.rows(overlapText, [
    ctx.tenantId,
    organizationId,
    id,
    values.starts_on,
    values.ends_on,
  ])
  if (twins.length === 0) return
  throw invalid('/starts_on', 'organization.fiscal_year_overlaps')
}

/** A year without periods gets its months, each from the day on which the year began. */
function monthsOf(year: Draft): Draft[] {
  const [first, last] = [String(year.values.starts_on), String(year.values.ends_on)]
  const periods: Draft[] = []
  for (let start = first; start <= last && periods.length < 400; ) {
    const next = monthAfter(first, periods.length + 1)
    const end = dayBefore(next) < last ? dayBefore(next) : last
    periods.push(periodOf(year, periods.length + 1, start, end))
    start = next
  }
  return periods
}

function periodOf(year: Draft, number: number, starts_on: string, ends_on: string): Draft {
  return {
    id: newId(),
    organizationId: year.organizationId,
    before: null,
    values: {
      fiscal_year: year.id,
      number,
      starts_on,
      ends_on,
      is_stock_open: true,
      is_sales_open: true,
      is_purchasing_open: true,
    },
    sent: new Set(),
    lines: {},
  }
}

/** The same day so many months later, or the last one that month has. */
function monthAfter(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month - 1 + count + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, lastDay))).toISOString().slice(0, 10)
}

const dayBefore = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

/** Each period within its year, none over another; a day of none is closed with the ones after it. */
function faultsOf(year: Draft): Fault[] {
  const periods = (year.lines.periods ?? []).map(({ values }, index) => ({
    index,
    starts: String(values.starts_on),
    ends: String(values.ends_on),
  }))
  return periods.flatMap(({ index, starts, ends }) => {
    const pointer = `/periods/${index}/starts_on`
    if (starts < String(year.values.starts_on) || ends > String(year.values.ends_on)) {
      return [{ pointer, code: 'organization.period_outside_year' }]
    }
    const isTwice = periods.some(
      (other) => other.index < index && other.starts <= ends && starts <= other.ends,
    )
    return isTwice ? [{ pointer, code: 'organization.periods_overlap' }] : []
  })
}
