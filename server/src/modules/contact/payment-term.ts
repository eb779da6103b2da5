/** Payment terms: instalments that make a whole, and one default in an organization. */
import { type Instalment, paymentTerm } from '#contract/contact/payment-term.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { paymentTermFaults } from '#contract/sales/payment-terms.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'

export const paymentTerms = serve(paymentTerm, { beforeSave: mustMakeWhole, afterSave: keepOneDefault })

async function mustMakeWhole(drafts: readonly Draft[]): Promise<void> {
  const faults = drafts.flatMap((draft) => paymentTermFaults(draft.values.instalments as Instalment[]))
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

const loweredText = `update payment_term set is_default = false, version = version + 1, updated_at = $4, updated_by = $5
where tenant_id = $1 and organization_id = $2 and is_default and id <> $3`

/** The term made default last is the default. */
async function keepOneDefault(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const raised = drafts.filter((draft) => draft.values.is_default === true)
  for (const { id, organizationId } of raised) {
    await ctx.rows(loweredText, [
      ctx.tenantId,
      organizationId,
      id,
      ctx.now.toISOString(),
      ctx.identity.userId,
    ])
  }
}
