/** The kinds of open work on the screen: their pictures, and the list that shows all of each. */
import type { OpenWork } from '#contract/overview/open-work.ts'

export interface WorkKind {
  readonly key: WorkKey
  readonly icon: string
  /** Its list and what of it is meant; or a page of its own, on which each of it stands. */
  readonly record?: string
  readonly query?: string
  readonly page?: string
  /** No filter says it: its list is of those that are named. */
  readonly picked?: boolean
  /** Something is wrong while any of it is there. */
  readonly urgent?: boolean
}

export type WorkKey = (typeof kinds)[number]['key']

const kinds = [
  { key: 'decisions', icon: 'i-lucide-user-check', page: 'user/requests' },
  { key: 'security_alerts', icon: 'i-lucide-shield-alert', page: 'user/security-overview', urgent: true },
  { key: 'duty_conflicts', icon: 'i-lucide-scale', page: 'user/duties', urgent: true },
  {
    key: 'reviews_to_decide',
    icon: 'i-lucide-list-checks',
    record: 'user.access_review',
    query: 'status=open',
  },
  {
    key: 'quotations_to_approve',
    icon: 'i-lucide-badge-percent',
    record: 'sales.quotation',
    query: 'status=draft',
    picked: true,
  },
  {
    key: 'orders_to_approve',
    icon: 'i-lucide-badge-percent',
    record: 'sales.sales_order',
    query: 'status=draft',
    picked: true,
  },
  {
    key: 'orders_to_confirm',
    icon: 'i-lucide-clipboard-check',
    record: 'sales.sales_order',
    query: 'status=draft',
    picked: true,
  },
  {
    key: 'orders_to_deliver',
    icon: 'i-lucide-package',
    record: 'sales.sales_order',
    query: 'status=confirmed&delivery_state__in=none,partly',
    picked: true,
  },
  {
    key: 'deliveries_to_ship',
    icon: 'i-lucide-truck',
    record: 'sales.delivery',
    query: 'status__in=draft,ready',
  },
  {
    key: 'back_orders',
    icon: 'i-lucide-hourglass',
    record: 'sales.sales_order',
    query: 'status=confirmed&delivery_state__in=none,partly',
    picked: true,
    urgent: true,
  },
  {
    key: 'deliveries_to_invoice',
    icon: 'i-lucide-receipt-text',
    record: 'sales.delivery',
    query: 'status=shipped&invoice_state__in=none,partly',
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
    picked: true,
  },
  {
    key: 'receipts_to_post',
    icon: 'i-lucide-package-check',
    record: 'inventory.goods_receipt',
    query: 'status=draft',
  },
  {
    key: 'to_reorder',
    icon: 'i-lucide-package-minus',
    record: 'inventory.product_warehouse',
    query: '',
    picked: true,
    urgent: true,
  },
  {
    key: 'transfers_to_ship',
    icon: 'i-lucide-arrow-right-from-line',
    record: 'inventory.stock_transfer',
    query: 'status=draft',
  },
  {
    key: 'transfers_to_receive',
    icon: 'i-lucide-arrow-right-to-line',
    record: 'inventory.stock_transfer',
    query: 'status__in=shipped,partly_received',
  },
  {
    key: 'returns_to_receive',
    icon: 'i-lucide-undo-2',
    record: 'sales.customer_return',
    query: 'status=draft',
  },
  {
    key: 'counts_to_post',
    icon: 'i-lucide-clipboard-list',
    record: 'inventory.stock_count',
    query: 'status=draft',
  },
] as const

export const works: readonly WorkKind[] = kinds

interface Ways {
  list(record: string): string
}

/** Where all of a kind stands. */
export function wayTo(
  { record, query, page, picked }: WorkKind,
  open: OpenWork,
  records: Ways,
  pages: { page(path: string): string },
): string {
  if (record === undefined) return pages.page(page ?? '')
  if (picked && open.ids.length > 0) return `${records.list(record)}?id__in=${open.ids.join(',')}`
  return query ? `${records.list(record)}?${query}` : records.list(record)
}
