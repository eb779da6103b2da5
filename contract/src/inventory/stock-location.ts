/** A place for stock: zone, rack, bin in a warehouse, or a virtual place of the company (LOC, DOMAIN 2). */
import { frozen, optional } from '#contract/kit/field/field.ts'
import { choice, customFields, flag, reference, text, treeParent } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const stockLocation = resource('inventory.stock_location', {
  label: ['Stock location', 'Stock locations'],
  scope: 'organization',
  display: '{name}',
  ownedBy: 'warehouse',
  fields: {
    name: text(),
    barcode: optional(text({ max: 100, index: true })),
    warehouse: optional(frozen(reference('inventory.warehouse', { onDelete: 'cascade' }))),
    parent: treeParent({ onDelete: 'cascade' }),
    location_type: choice(['', 'ZONE', 'AISLE', 'RACK', 'SHELF', 'BIN', 'DOCK', 'STAGING_AREA', 'OTHER'], {
      default: '',
      index: true,
    }),
    usage: frozen(
      choice(['storage', 'transit', 'consignment', 'supplier', 'customer', 'production', 'adjustment'], {
        default: 'storage',
      }),
    ),
    is_pickable: flag({ default: true, label: 'May be picked from' }),
    is_active: flag({ default: true, label: 'Active', index: true }),
    custom_fields: customFields(),
  },
  unique: [
    ['warehouse', 'barcode'],
    ['warehouse', 'parent', 'name'],
  ],
  list: {
    as: 'tree',
    columns: ['name', 'warehouse', 'barcode', 'location_type', 'usage', 'is_active'],
    filters: ['warehouse', 'location_type', 'usage', 'is_active', 'parent'],
    search: ['name', 'barcode', 'warehouse.code', 'warehouse.name'],
    order: ['name', 'barcode', 'created_at'],
    default: 'name',
  },
  form: [
    {
      fields: [
        'name',
        'barcode',
        'warehouse',
        'parent',
        'location_type',
        'usage',
        'is_pickable',
        'is_active',
      ],
    },
    { title: 'Custom data', fields: ['custom_fields'], collapsed: true },
  ],
})
