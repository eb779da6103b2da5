/** A postal address, owned by one other record and written nested in it (ADR-06). */
import { optional, personal } from '#contract/kit/field/field.ts'
import { choice, customFields, decimal, text } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

export const address = resource('common.address', {
  label: ['Address', 'Addresses'],
  scope: 'tenant',
  display: '{street_address_1}, {postal_code} {city}, {country}',
  fields: {
    street_address_1: optional(personal(text())),
    street_address_2: optional(personal(text())),
    city: optional(text({ max: 100 })),
    state: optional(text({ max: 100 })),
    postal_code: optional(text({ max: 20 })),
    country: text({ max: 2, format: 'country' }),
    latitude: optional(decimal({ places: 6, min: -90, max: 90 })),
    longitude: optional(decimal({ places: 6, min: -180, max: 180 })),
    status: choice(['active', 'inactive', 'archived'], { default: 'active' }),
    custom_fields: customFields(),
  },
  list: {
    columns: ['street_address_1', 'postal_code', 'city', 'country'],
    filters: [],
    search: [],
    order: [],
  },
  form: [
    { fields: ['street_address_1', 'street_address_2', 'postal_code', 'city', 'state', 'country'] },
    { title: 'Position', fields: ['latitude', 'longitude'], collapsed: true },
  ],
})
export type Address = Row<typeof address>
