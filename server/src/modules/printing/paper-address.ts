/** A postal address as lines, in the order the country of destination expects. */
import type { InvoicePaper, PaperLanguage, PostalAddress } from './invoice-paper.ts'

type Place = Pick<PostalAddress, 'street' | 'postal_code' | 'city' | 'region' | 'country'>

/** Countries that write the postal code behind town and region; the others write it in front. */
const codeBehind = new Set(['AU', 'BR', 'CA', 'GB', 'IE', 'IN', 'NZ', 'US', 'ZA'])

/** Name, street, town and, where the letter crosses a border, the country in capitals (DIN 5008). */
export function addressLines(
  address: PostalAddress,
  { seller, language }: Pick<InvoicePaper, 'seller' | 'language'>,
): string[] {
  const abroad = address.country !== seller.country
  return [
    address.name,
    ...address.additions,
    ...placeLines(address),
    ...(abroad ? [countryName(address.country, language).toLocaleUpperCase(language)] : []),
  ]
}

export function placeLines({ street, postal_code, city, region, country }: Place): string[] {
  const town = codeBehind.has(country)
    ? [city, region, postal_code].filter(Boolean).join(' ')
    : [postal_code, city].filter(Boolean).join(' ')
  return [...street, town]
}

export function countryName(country: string, language: PaperLanguage): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country
}
