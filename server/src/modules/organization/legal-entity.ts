/** The legal entity of an organization (DOMAIN 5): its day, its currency. */
import { dateIn } from '#contract/kit/dates.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/organization/failures.ts'
import type { Context } from '#server/kit/context.ts'

export interface Currency {
  readonly id: string
  readonly code: string
  readonly decimalPlaces: number
}

export interface LegalEntity {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly timezone: string
  readonly language: string
  readonly currency: Currency
}

interface LegalEntityRow extends Omit<LegalEntity, 'currency'> {
  readonly organization_name: string
  readonly currency_id: string | null
  readonly currency_code: string
  readonly decimal_places: number
}

const legalEntityText = `select e.id, e.name, e.code, e.timezone, e.language, o.name as organization_name,
    e.currency_id, c.code as currency_code, c.decimal_places
  from organization o
  left join organization e on e.tenant_id = o.tenant_id and e.id = o.legal_entity_id
  left join currency c on c.id = e.currency_id
  where o.tenant_id = $1 and o.id = $2`

const known = new WeakMap<Context, Map<string, Promise<LegalEntity>>>()

/** The legal entity an organization belongs to; read once in a transaction. */
export function legalEntityOf(organizationId: string, ctx: Context): Promise<LegalEntity> {
  let entities = known.get(ctx)
  if (entities === undefined) known.set(ctx, (entities = new Map()))
  let entity = entities.get(organizationId)
  if (entity === undefined) entities.set(organizationId, (entity = readLegalEntity(organizationId, ctx)))
  return entity
}

async function readLegalEntity(organizationId: string, ctx: Context): Promise<LegalEntity> {
  const [row] = await ctx.rows<LegalEntityRow>(legalEntityText, [ctx.tenantId, organizationId])
  if (row === undefined) throw new Refusal('kit.not_found')
  const { id, name, code, timezone, language, currency_id: currencyId } = row
  if (id === null || currencyId === null) {
    return refuse('organization.no_legal_entity', { organization: row.organization_name })
  }
  const currency = { id: currencyId, code: row.currency_code, decimalPlaces: row.decimal_places }
  return { id, name, code, timezone, language, currency }
}

/** Today in the legal entity's zone: what a document is dated (DOMAIN 18). */
export function businessDay(legalEntity: LegalEntity, ctx: Context): string {
  return dateIn(legalEntity.timezone, ctx.now)
}

/** The currency its books are kept in. */
export function homeCurrency(legalEntity: LegalEntity): Currency {
  return legalEntity.currency
}
