/** Customers and suppliers of the bicycle maker with their addresses. */
import { by, key, type Mapped, type Source, type SourceRow } from './source.ts'

/** What an address is used for, by AddressTypeId: home and main office bill, 5 ships. */
const kinds: Readonly<Record<string, string>> = {
  '1': 'billing',
  '2': 'billing',
  '3': 'billing',
  '4': 'billing',
  '5': 'shipping',
}
const languages: Readonly<Record<string, string>> = { DE: 'de', FR: 'fr' }

interface Place {
  readonly addresses: string
  readonly country: string
}

/** The addresses of a person, shop or vendor, as the lines of a partner. */
function places(source: Source): (entity: string) => Place {
  const states = new Map(source.rows('StateProvince').map((row) => [key(row.StateProvinceId), row]))
  const addresses = new Map(source.rows('Address').map((row) => [key(row.AddressId), row]))
  const links = by(source.rows('BusinessEntityAddress'), 'BusinessEntityId')
  return (entity) => {
    const seen = new Set<string>()
    const lines = (links.get(entity) ?? []).flatMap((link) => {
      const address = addresses.get(key(link.AddressId))
      if (address === undefined) return []
      const kind = kinds[key(link.AddressTypeId)] ?? 'other'
      const isFirst = !seen.has(kind)
      seen.add(kind)
      const state = states.get(key(address.StateProvinceId))
      return [{ kind, is_primary: isFirst, address: addressOf(address, state) }]
    })
    return { addresses: JSON.stringify(lines), country: lines[0]?.address.country ?? 'US' }
  }
}

const addressOf = (address: SourceRow, state: SourceRow | undefined) => ({
  street_address_1: address.AddressLine1 ?? '',
  ...(address.AddressLine2 ? { street_address_2: address.AddressLine2 } : {}),
  postal_code: address.PostalCode ?? '',
  city: address.City ?? '',
  state: (state?.StateProvinceCode ?? '').trim(),
  country: (state?.CountryRegionCode ?? 'US').trim(),
})

/** Shops go by the name of the store, persons by their account number, for their names were not given. */
export function mapCustomers(source: Source): Mapped {
  const stores = new Map(source.rows('Store').map((row) => [key(row.BusinessEntityId), row.Name ?? '']))
  const placeOf = places(source)
  const rows = source.rows('Customer').map((customer) => {
    const [person, store] = [key(customer.PersonId), key(customer.StoreId)]
    const number = customer.AccountNumber ?? ''
    const { addresses, country } = placeOf(store === '' ? person : store)
    return {
      number,
      kind: store === '' ? 'person' : 'company',
      name: stores.get(store) ?? number,
      segment: store === '' ? 'B2C' : 'B2B',
      is_customer: 'true',
      is_supplier: 'false',
      language: languages[country] ?? 'en',
      addresses,
    }
  })
  return { path: 'partners', title: 'Customers', rows }
}

export function mapVendors(source: Source): Mapped {
  const placeOf = places(source)
  const rows = source.rows('Vendor').map((vendor) => {
    const { addresses, country } = placeOf(key(vendor.BusinessEntityID))
    const rating = `Credit rating ${vendor.CreditRating}`
    return {
      number: (vendor.AccountNumber ?? '').replaceAll('&', '-'), // no sign of a code
      kind: 'company',
      name: vendor.Name ?? '',
      segment: 'B2B',
      is_customer: 'false',
      is_supplier: 'true',
      status: vendor.ActiveFlag === '1' ? 'active' : 'inactive',
      language: languages[country] ?? 'en',
      website: vendor.PurchasingWebServiceURL ?? '',
      notes: vendor.PreferredVendorStatus === '1' ? `${rating}, preferred` : rating,
      addresses,
    }
  })
  return { path: 'partners', title: 'Suppliers', rows }
}
