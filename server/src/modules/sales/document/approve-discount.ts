/** Grants a discount that its writer was not allowed to give (SAL). */
import { refuse } from '#contract/sales/failures.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { discountLimit } from '#server/modules/common/public.ts'
import { completeDocuments } from './complete-document.ts'
import { mayGive } from './discount-limit.ts'
import { nameOf } from './document-guards.ts'

/** The limit of whoever approves must cover what is given; his name stays on the document. */
export async function approveDiscounts(
  documents: readonly Draft[],
  dayField: string,
  ctx: Context,
): Promise<void> {
  for (const document of documents) {
    if (document.values.approval_state !== 'asked') {
      refuse('sales.nothing_to_approve', { document: nameOf(document) })
    }
  }
  const judged = await completeDocuments(documents.map(copyOf), dayField, ctx)
  for (const [index, { discount, terms }] of judged.entries()) {
    const document = documents[index] as Draft
    const organization = document.organizationId ?? ''
    if (!mayGive(discount, terms.discount_percent, organization, ctx)) {
      const limit = discountLimit(ctx.identity, organization)
      refuse('sales.approval_beyond_limit', { document: nameOf(document), discount, limit })
    }
    document.values.approval_state = 'granted'
    document.values.approved_by = ctx.identity.userId
  }
}

/** What is asked is only how much is given; the document itself keeps its figures. */
function copyOf(document: Draft): Draft {
  const lines = (document.lines.lines ?? []).map((line) => ({ ...line, values: { ...line.values } }))
  return { ...document, values: { ...document.values }, lines: { lines } }
}
