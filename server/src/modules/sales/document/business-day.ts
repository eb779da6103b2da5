/** The business day of an organization: today in the zone of its legal entity (DOMAIN 18). */
import { dateIn } from '#contract/kit/dates.ts'
import type { Context } from '#server/kit/context.ts'

export function businessDayOf(organization: string, ctx: Context, at: Date = ctx.now): string {
  const { organizations } = ctx.identity
  const node = organizations.get(organization)
  const company = organizations.get(node?.legalEntity ?? '') ?? node
  return dateIn(company?.timezone ?? 'UTC', at)
}

/** Whose books and number series an organization uses; itself where none is marked. */
export function legalEntityOf(organization: string, ctx: Context): string {
  return ctx.identity.organizations.get(organization)?.legalEntity ?? organization
}
