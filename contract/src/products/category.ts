/** A node of the classification tree of products, documents and assets (CAT). */
import { frozen } from '#contract/kit/field/field.ts'
import {
  choice,
  customFields,
  flag,
  longText,
  text,
  translatedText,
  treeParent,
} from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const category = resource('products.category', {
  label: ['Category', 'Categories'],
  scope: 'inherited',
  display: '{name}',
  key: 'slug',
  fields: {
    name: text({ index: true, translations: 'names' }),
    names: translatedText({ max: 255, default: {}, label: 'Translated names' }),
    slug: frozen(text({ format: 'slug', default: '', help: 'Left empty, it is made from the name.' })),
    description: longText({ default: '' }),
    parent: treeParent(),
    category_type: choice(['PRODUCT', 'DOCUMENT_TYPE', 'ASSET_TYPE', 'ORG_COST_CENTER', 'OTHER'], {
      default: 'PRODUCT',
      index: true,
    }),
    is_active: flag({ default: true, label: 'Active', index: true }),
    custom_fields: customFields(),
  },
  unique: [['slug'], ['parent', 'name', 'category_type']],
  list: {
    as: 'tree',
    columns: ['name', 'slug', 'category_type', 'is_active'],
    filters: ['category_type', 'is_active', 'parent'],
    search: ['name', 'names', 'slug'],
    order: ['name', 'created_at'],
    default: 'name',
  },
  form: [
    { fields: ['name', 'slug', 'category_type', 'parent', 'is_active'] },
    { title: 'Details', fields: ['names', 'description', 'custom_fields'], collapsed: true },
  ],
})
export type Category = Row<typeof category>
