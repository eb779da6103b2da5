/** Some records hang at a legal entity and nowhere else (DOMAIN 5). */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'

export async function mustBelongToLegalEntity(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const text = `select id from organization where tenant_id = $1 and id = any($2) and is_legal_entity`
  const rows = await ctx.rows<{ id: string }>(text, [
    ctx.tenantId,
    drafts.map((draft) => draft.organizationId),
  ])
  const entities = new Set(rows.map(({ id }) => id))
  const faults = drafts.flatMap(({ organizationId }): Fault[] =>
    entities.has(organizationId ?? '')
      ? []
      : [{ pointer: '/organization', code: 'organization.not_a_legal_entity' }],
  )
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}
