/** What one warehouse says of a product: reorder point and default place (DOMAIN 1). */
import { optional } from '#contract/kit/field/field.ts'
import { quantity, reference } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const productWarehouse = resource('inventory.product_warehouse', {
  label: ['Stocking rule', 'Stocking rules'],
  scope: 'organization',
  display: '{product}, {warehouse}',
  ownedBy: 'warehouse',
  fields: {
    product: reference('products.product', { onDelete: 'cascade' }),
    warehouse: reference('inventory.warehouse', { onDelete: 'cascade' }),
    reorder_point: quantity({ min: 0, default: '0' }),
    safety_stock: quantity({ min: 0, default: '0' }),
    default_location: optional(reference('inventory.stock_location')),
  },
  unique: [['product', 'warehouse']],
  list: {
    columns: ['product', 'warehouse', 'reorder_point', 'safety_stock', 'default_location'],
    filters: ['product', 'warehouse'],
    search: [],
    order: ['created_at'],
  },
  form: [{ fields: ['product', 'warehouse', 'reorder_point', 'safety_stock', 'default_location'] }],
  importKey: ['product', 'warehouse'],
})
