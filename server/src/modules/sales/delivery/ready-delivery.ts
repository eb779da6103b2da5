/** Makes deliveries ready: each line gets its places and lots, and can be picked. */
import { delivery } from '#contract/sales/delivery.ts'
import { action } from '#server/kit/action.ts'
import { allocateDeliveries } from './allocate-deliveries.ts'
import { mustHaveLines } from '#server/modules/sales/document/document-guards.ts'

export const readyDelivery = action(delivery, 'ready', async (deliveries, ctx) => {
  for (const document of deliveries) mustHaveLines(document)
  await allocateDeliveries(deliveries, ctx)
})
