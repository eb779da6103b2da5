/** What a reader is likely to begin with, by what they may do: the first few of these stand on the start page. */

export interface FirstAction {
  readonly key: ActionKey
  readonly permission: string
  readonly icon: string
  /** A new row of a record, or a page. */
  readonly record?: string
  readonly page?: string
}

export type ActionKey = (typeof actions)[number]['key']

const actions = [
  {
    key: 'new_order',
    permission: 'sales.add_salesorder',
    icon: 'i-lucide-plus',
    record: 'sales.sales_order',
  },
  {
    key: 'new_quotation',
    permission: 'sales.add_quotation',
    icon: 'i-lucide-plus',
    record: 'sales.quotation',
  },
  {
    key: 'new_receipt',
    permission: 'inventory.add_goodsreceipt',
    icon: 'i-lucide-plus',
    record: 'inventory.goods_receipt',
  },
  {
    key: 'new_count',
    permission: 'inventory.add_stockcount',
    icon: 'i-lucide-plus',
    record: 'inventory.stock_count',
  },
  { key: 'new_payment', permission: 'sales.add_payment', icon: 'i-lucide-plus', record: 'sales.payment' },
  {
    key: 'new_product',
    permission: 'products.add_product',
    icon: 'i-lucide-plus',
    record: 'products.product',
  },
  {
    key: 'new_user',
    permission: 'user.add_useraccount',
    icon: 'i-lucide-user-plus',
    record: 'user.user_account',
  },
  { key: 'trail', permission: 'audit.view_auditlog', icon: 'i-lucide-scroll-text', page: 'audit/audit-logs' },
] as const

export const firstActions: readonly FirstAction[] = actions
