/** Open items: what is left of them and whether it is late. */
import { openItem } from '#contract/sales/open-item.ts'
import { serve } from '#server/kit/served.ts'
import { todayOf } from '#server/modules/sales/document/business-day.ts'

const left = `(t.amount - coalesce((select sum(a.amount) from payment_allocation a
    where a.tenant_id = t.tenant_id and a.open_item_id = t.id), 0)
  - coalesce((select sum(a.amount) from payment_allocation a
    where a.tenant_id = t.tenant_id and a.credit_item_id = t.id), 0))`

export const openItems = serve(openItem, {
  expressions: {
    open_amount: left,
    is_overdue: `(t.due_date < ${todayOf('t')} and ${left} <> 0)`,
  },
})
