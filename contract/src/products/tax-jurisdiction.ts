/** A place whose law taxes: country, state, county, city (TAX). */
import { choice, customFields, flag, text, translatedText, treeParent } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const taxJurisdiction = resource('products.tax_jurisdiction', {
  label: ['Tax jurisdiction', 'Tax jurisdictions'],
  scope: 'global',
  access: ['fixed'],
  display: '{name}',
  key: 'code',
  fields: {
    code: text({ max: 50, format: 'code' }),
    name: text({ translations: 'names' }),
    names: translatedText({ max: 255, default: {}, label: 'Translated names' }),
    jurisdiction_type: choice(['COUNTRY', 'STATE_PROVINCE', 'COUNTY', 'CITY', 'OTHER'], { index: true }),
    parent: treeParent(),
    is_active: flag({ default: true, label: 'Active' }),
    custom_fields: customFields(),
  },
  unique: [['code']],
  list: {
    as: 'tree',
    columns: ['code', 'name', 'jurisdiction_type', 'is_active'],
    filters: ['jurisdiction_type', 'parent', 'is_active'],
    search: ['code', 'name', 'names'],
    order: ['code', 'name'],
    default: 'code',
  },
  form: [{ fields: ['code', 'name', 'names', 'jurisdiction_type', 'parent', 'is_active'] }],
})
