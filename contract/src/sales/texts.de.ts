/** Everything the module sales says, in German. */
import { salesGerman } from './failures.de.ts'
import { ordersGerman } from './texts.orders.de.ts'
import { deliveriesGerman } from './texts.deliveries.de.ts'
import { invoicesGerman } from './texts.invoices.de.ts'

export const de = {
  records: { ...ordersGerman, ...deliveriesGerman, ...invoicesGerman },
  failures: salesGerman,
}
