/** Which countries are one VAT territory on a day: the European Union, with its entries and exits. */
import { isWithin } from '#contract/kit/dates.ts'

/** First and last day in the common VAT system, as far as either lies after 1995. */
const members: Readonly<Record<string, readonly [from: string | null, to: string | null]>> = {
  AT: [null, null],
  BE: [null, null],
  BG: ['2007-01-01', null],
  CY: ['2004-05-01', null],
  CZ: ['2004-05-01', null],
  DE: [null, null],
  DK: [null, null],
  EE: ['2004-05-01', null],
  ES: [null, null],
  FI: [null, null],
  FR: [null, null],
  GB: [null, '2020-12-31'],
  GR: [null, null],
  HR: ['2013-07-01', null],
  HU: ['2004-05-01', null],
  IE: [null, null],
  IT: [null, null],
  LT: ['2004-05-01', null],
  LU: [null, null],
  LV: ['2004-05-01', null],
  MT: ['2004-05-01', null],
  NL: [null, null],
  PL: ['2004-05-01', null],
  PT: [null, null],
  RO: ['2007-01-01', null],
  SE: [null, null],
  SI: ['2004-05-01', null],
  SK: ['2004-05-01', null],
}

/** Countries that another one taxes as its own. */
const taxedBy: Readonly<Record<string, string>> = { MC: 'FR', IM: 'GB' }

/** The country whose VAT holds in a country: Monaco is France. */
export function vatCountry(country: string): string {
  return taxedBy[country] ?? country
}

/** True where supplies on that day were inside the European Union. */
export function isInUnion(country: string, date: string): boolean {
  const membership = members[vatCountry(country)]
  return membership !== undefined && isWithin(date, membership[0], membership[1])
}

/** The member state that issued a VAT ID: Greece writes EL. */
export function countryOfVatId(vatId: string): string {
  const prefix = vatId.trim().slice(0, 2).toUpperCase()
  return prefix === 'EL' ? 'GR' : prefix
}
