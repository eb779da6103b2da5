/** The business day of an organization: today in the zone of its legal entity (DOMAIN 18). */
import { dateIn } from '#contract/kit/dates.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { textOf } from './draft-values.ts'

export function businessDayOf(organization: string, ctx: Context, at: Date = ctx.now): string {
  const { organizations } = ctx.identity
  const node = organizations.get(organization)
  const company = organizations.get(node?.legalEntity ?? '') ?? node
  return dateIn(company?.timezone ?? 'UTC', at)
}

/** A new document states whose books it stands in, and never changes it (DOMAIN 5); null where none is marked. */
export function stateLegalEntity(draft: Draft, ctx: Context): string | null {
  if (draft.before === null) {
    const node = ctx.identity.organizations.get(draft.organizationId ?? '')
    draft.values.legal_entity = node?.legalEntity ?? null
  }
  return textOf(draft, 'legal_entity')
}

/** Today where the legal entity of a row is (DOMAIN 18), by the server's clock. */
export const todayOf = (alias: string) => `(select (kontor.clock() at time zone company.timezone)::date
  from organization company where company.tenant_id = ${alias}.tenant_id
    and company.id = ${alias}.legal_entity_id)`
