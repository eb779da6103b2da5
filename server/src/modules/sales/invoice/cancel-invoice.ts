/** Cancels a posted invoice by a credit note over all that is left of it, posted at once (DOMAIN 8). */
import { isObject } from '#contract/kit/field/value.ts'
import { invoice } from '#contract/sales/invoice.ts'
import { action, moveRecords } from '#server/kit/action.ts'
import { draftCreditNote } from './credit-invoice.ts'

/** The number remains; what was billed may be billed again. */
export const cancelInvoice = action(invoice, 'cancel', async (documents, ctx, body) => {
  const reason = isObject(body) && typeof body.reason === 'string' ? body.reason : ''
  for (const { id } of documents) {
    const note = await draftCreditNote(id, null, { reason }, ctx)
    await moveRecords(invoice, 'post', [{ id: note, version: null }], {}, ctx)
  }
})
