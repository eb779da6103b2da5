/** Cancels deliveries that have not left: their lines may go into others. */
import { delivery } from '#contract/sales/delivery.ts'
import { action } from '#server/kit/action.ts'
import { deallocateDeliveries } from './allocate-deliveries.ts'

export const cancelDelivery = action(delivery, 'cancel', deallocateDeliveries)
