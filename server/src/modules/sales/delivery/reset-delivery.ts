/** Takes deliveries back to draft: places and lots are free again, the order stays reserved. */
import { delivery } from '#contract/sales/delivery.ts'
import { action } from '#server/kit/action.ts'
import { deallocateDeliveries } from './allocate-deliveries.ts'

export const resetDelivery = action(delivery, 'reset', deallocateDeliveries)
