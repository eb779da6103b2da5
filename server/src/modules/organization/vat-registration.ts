/** VAT registrations: of a legal entity, well-formed, one a country at any time. */
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import { vatRegistration } from '#contract/organization/vat-registration.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { mustBelongToLegalEntity } from './must-be-legal-entity.ts'

export const vatRegistrations = serve(vatRegistration, {
  beforeSave: async (drafts, ctx) => {
    mustBeWellFormed(drafts)
    await mustBelongToLegalEntity(drafts, ctx)
    for (const draft of drafts) await mustNotOverlap(draft, ctx)
  },
})

/** Two countries write another prefix than their code. */
const prefixes: Readonly<Record<string, readonly string[]>> = { GR: ['EL'], GB: ['GB', 'XI'] }

function mustBeWellFormed(drafts: readonly Draft[]): void {
  const faults: Fault[] = []
  for (const { values } of drafts) {
    const country = String(values.country)
    const vatId = String(values.vat_id)
      .replace(/[\s.-]/g, '')
      .toUpperCase()
    values.vat_id = vatId
    const fits = (prefixes[country] ?? [country]).some((prefix) => vatId.startsWith(prefix))
    if (fits && /^[A-Z]{2}[A-Z0-9+*]{2,13}$/.test(vatId)) continue
    faults.push({ pointer: '/vat_id', code: 'organization.vat_id_wrong', parameters: { country } })
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

async function mustNotOverlap({ id, organizationId, values }: Draft, ctx: Context): Promise<void> {
  const text = `select from vat_registration
    where tenant_id = $1 and organization_id = $2 and country = $3 and id <> $4
      and daterange(valid_from, valid_to, '[]') && daterange($5, $6, '[]')
    limit 1`
  const twins = await ctx.rows(text, [
    ctx.tenantId,
    organizationId,
    values.country,
    id,
    values.valid_from,
    values.valid_to,
  ])
  if (twins.length === 0) return
  throw invalid('/valid_from', 'organization.vat_registration_overlaps', { country: String(values.country) })
}
