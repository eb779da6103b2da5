/** The kinds of open work on the screen: their pictures, and the list that shows all of each. */

export interface OpenWork {
  readonly key: string
  readonly count: number
  readonly items: readonly {
    readonly record: string
    readonly id: string
    readonly number: string | null
    readonly partner_name: string
    readonly day: string | null
    readonly amount: string | null
    readonly currency: string | null
  }[]
}

export type WorkKey =
  | 'quotations_expiring'
  | 'orders_to_confirm'
  | 'orders_to_deliver'
  | 'back_orders'
  | 'deliveries_to_ship'
  | 'deliveries_to_invoice'
  | 'invoices_to_post'
  | 'invoices_overdue'

export interface WorkKind {
  readonly key: WorkKey
  readonly icon: string
  readonly record: string
  readonly query: string
  /** Something is wrong while any of it is there. */
  readonly urgent?: boolean
}

export const works: readonly WorkKind[] = [
  {
    key: 'orders_to_confirm',
    icon: 'i-lucide-clipboard-check',
    record: 'sales.sales_order',
    query: 'status=draft',
  },
  {
    key: 'orders_to_deliver',
    icon: 'i-lucide-package',
    record: 'sales.sales_order',
    query: 'status=confirmed&delivery_state=none',
  },
  { key: 'deliveries_to_ship', icon: 'i-lucide-truck', record: 'sales.delivery', query: 'status=ready' },
  {
    key: 'back_orders',
    icon: 'i-lucide-hourglass',
    record: 'sales.sales_order',
    query: 'status=confirmed&delivery_state=partly',
    urgent: true,
  },
  {
    key: 'deliveries_to_invoice',
    icon: 'i-lucide-receipt-text',
    record: 'sales.delivery',
    query: 'status=shipped&invoice_state=none',
  },
  { key: 'invoices_to_post', icon: 'i-lucide-stamp', record: 'sales.invoice', query: 'status=draft' },
  {
    key: 'invoices_overdue',
    icon: 'i-lucide-calendar-x-2',
    record: 'sales.invoice',
    query: 'is_overdue=true',
    urgent: true,
  },
  {
    key: 'quotations_expiring',
    icon: 'i-lucide-timer',
    record: 'sales.quotation',
    query: 'status=sent',
  },
]
