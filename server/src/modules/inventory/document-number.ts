/** Numbers of stock documents: receipts, transfers, counts; gaps are allowed. */
import { dateIn } from '#contract/kit/dates.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { takeNumbers } from '#server/modules/common/public.ts'

/** Numbers new documents of a kind in the series of their legal entity, in the year of their own day. */
export async function numberDocuments(
  drafts: readonly Draft[],
  kind: string,
  prefix: string,
  ctx: Context,
  dayField?: string,
): Promise<void> {
  const fresh = drafts.filter((draft) => draft.before === null && !draft.values.number)
  if (fresh.length === 0) return
  const wanted = fresh.map((draft) => {
    const node = ctx.identity.organizations.get(draft.organizationId ?? '')
    // A document states whose books it stands in, and never changes it (DOMAIN 5).
    draft.values.legal_entity = node?.legalEntity ?? null
    const today = dateIn(node?.timezone ?? 'UTC', ctx.now)
    const day = dayField === undefined ? today : String(draft.values[dayField] ?? today)
    return { organization: node?.legalEntity ?? ctx.tenantId, day }
  })
  const numbers = await takeNumbers({ kind, pattern: `${prefix}{year}-{number}` }, wanted, ctx)
  for (const [index, draft] of fresh.entries()) draft.values.number = numbers[index]
}
