/** A catalogue item: simple, family of variants, or variant (PRD, VAR, RULINGS 15). */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import {
  choice,
  customFields,
  decimal,
  flag,
  json,
  reference,
  status,
  tags,
  text,
  translatedText,
} from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const product = resource('products.product', {
  label: ['Product', 'Products'],
  scope: 'inherited',
  display: '{name} ({sku})',
  key: 'sku',
  fields: {
    sku: text({ max: 100, format: 'code', label: 'SKU', index: true }),
    name: translatedText({ max: 255, inherits: 'parent' }),
    description: translatedText({ max: 5000, default: {} }),
    kind: choice(['simple', 'parent', 'variant'], { default: 'simple', index: true }),
    parent: optional(reference('products.product', { label: 'Family' })),
    product_type: choice(['PHYSICAL_GOOD', 'SERVICE', 'DIGITAL'], { default: 'PHYSICAL_GOOD', index: true }),
    category: optional(reference('products.category')),
    status: status('draft', {
      draft: { activate: 'active' },
      active: { discontinue: 'discontinued' },
      discontinued: { reset: 'draft', activate: 'active' },
    }),
    base_unit: reference('common.unit', { label: 'Base unit', inherits: 'parent' }),
    second_unit: optional(
      reference('common.unit', { label: 'Second unit', help: 'Also counted in (catch weight).' }),
    ),
    tax_category: optional(reference('products.tax_category', { label: 'Tax class' })),
    tracking: choice(['none', 'lot', 'serial'], { default: 'none' }),
    is_inventory_tracked: flag({ default: true, label: 'Stocked' }),
    is_purchasable: flag({ default: true, label: 'Bought' }),
    is_sellable: flag({ default: true, label: 'Sold' }),
    is_manufactured: flag({ default: false, label: 'Made' }),
    weight_kilogram: optional(decimal({ places: 6, min: 0, label: 'Weight (kg)' })),
    base_sku: text({ max: 100, default: '', label: 'Base SKU' }),
    variant_code: text({ max: 50, default: '' }),
    attributes: json({ type: 'object' }),
    legacy_sku: optional(text({ max: 100, label: 'Former SKU' })),
    legacy_id: optional(text({ max: 100, label: 'Former key' })),
    image: readOnly(optional(reference('common.file', { label: 'Picture', reach: 'tenant' }))),
    tags: tags(),
    custom_fields: customFields(),
  },
  unique: [['sku']],
  list: {
    columns: ['image', 'sku', 'name', 'category', 'kind', 'product_type', 'status', 'base_unit'],
    filters: ['category', 'status', 'product_type', 'kind', 'parent', 'is_sellable', 'tags', 'category.slug'],
    search: ['sku', 'name'],
    order: ['sku', 'name', 'created_at', 'updated_at'],
    default: 'sku',
  },
  form: [
    { fields: ['sku', 'name', 'kind', 'parent'] },
    { title: 'Classification', fields: ['product_type', 'category', 'tax_category', 'tags'] },
    { title: 'Details', fields: ['description', 'base_unit', 'second_unit', 'tracking', 'weight_kilogram'] },
    { title: 'Flags', fields: ['is_inventory_tracked', 'is_purchasable', 'is_sellable', 'is_manufactured'] },
    {
      title: 'Extended data',
      fields: ['base_sku', 'variant_code', 'legacy_sku', 'legacy_id', 'attributes', 'custom_fields'],
      collapsed: true,
    },
  ],
})
export type Product = Row<typeof product>
