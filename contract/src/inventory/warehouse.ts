/** A warehouse: a place, real or virtual, that holds stock for one organization (WHS). */
import { optional } from '#contract/kit/field/field.ts'
import { choice, customFields, flag, reference, tags, text } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

const types = [
  'DISTRIBUTION_CENTER',
  'RETAIL_STORE',
  'MANUFACTURING',
  'VIRTUAL_DROPSHIP',
  'THIRD_PARTY_LOGISTICS',
  'TRANSIT',
  'OTHER',
] as const

export const warehouse = resource('inventory.warehouse', {
  label: ['Warehouse', 'Warehouses'],
  scope: 'organization',
  display: '{name} ({code})',
  fields: {
    name: text({ index: true }),
    code: text({ max: 50, format: 'code', index: true }),
    warehouse_type: choice(types, { index: true }),
    address: optional(reference('common.address', { owned: true })),
    is_active: flag({ default: true, label: 'Active', index: true }),
    tags: tags(),
    custom_fields: customFields(),
  },
  unique: [['organization', 'code']],
  list: {
    columns: ['code', 'name', 'organization', 'warehouse_type', 'address', 'is_active'],
    filters: ['warehouse_type', 'is_active', 'tags', 'address.country'],
    search: ['name', 'code', 'address.city'],
    order: ['name', 'code', 'created_at'],
    default: 'name',
  },
  form: [
    { fields: ['code', 'name', 'warehouse_type', 'is_active'] },
    { title: 'Location', fields: ['address'] },
    { title: 'Extended data', fields: ['tags', 'custom_fields'], collapsed: true },
  ],
})
export type Warehouse = Row<typeof warehouse>
