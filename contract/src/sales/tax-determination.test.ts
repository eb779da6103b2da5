/** The tax code of a line at its date of supply, case by case (DOMAIN 9). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDenied } from '#contract/kit/outcome.ts'
import { determineTax, type TaxCode } from './tax-determination.ts'
import type { TaxBuyer, TaxQuestion, TaxSeller } from './tax-question.ts'
import { germanTaxReasons } from './tax-reasons.de.ts'
import { taxReasons } from './tax-reasons.ts'
import { countryOfVatId } from './vat-territory.ts'

const code = (id: string, rate: string, more: Partial<TaxCode> = {}): TaxCode => {
  const [country = '', category] = id.split(' ') as [string, TaxCode['category']]
  return { id, country, category, rate, tax_category: 'standard', valid_from: null, valid_to: null, ...more }
}
const reducedClass = { tax_category: 'reduced' }
const anyClass = { tax_category: null }
const cut = { valid_from: '2020-07-01', valid_to: '2020-12-31' }
const codes = [
  code('DE S 19 before', '0.19', { valid_to: '2020-06-30' }),
  code('DE S 16', '0.16', cut),
  code('DE S 19', '0.19', { valid_from: '2021-01-01' }),
  code('DE S 7 before', '0.07', { ...reducedClass, valid_to: '2020-06-30' }),
  code('DE S 5', '0.05', { ...reducedClass, ...cut }),
  code('DE S 7', '0.07000', { ...reducedClass, valid_from: '2021-01-01' }),
  code('DE E', '0', { tax_category: 'exempt' }),
  code('DE S 19 installation', '0.19', { tax_category: 'installation' }),
  code('DE AE installation', '0', { tax_category: 'installation' }),
  code('DE AE', '0', anyClass),
  code('DE K', '0', anyClass),
  code('DE G', '0', anyClass),
  code('DE O', '0', anyClass),
  code('PL S 23', '0.23'),
  code('PL K', '0', anyClass),
  code('FR S 20', '0.2'),
  code('CH S 8.1', '0.081'),
]

const german: TaxSeller = {
  country: 'DE',
  registrations: [{ country: 'DE', valid_from: null, valid_to: null }],
}
const withOf = (country: string, from: string | null = null): TaxSeller => ({
  ...german,
  registrations: [...german.registrations, { country, valid_from: from, valid_to: null }],
})
const business = (country: string, vat_id: string | null = `${country}123456789`): TaxBuyer => ({
  country,
  is_private: false,
  vat_id,
  vat_id_valid: vat_id !== null,
})
const consumer = (country: string): TaxBuyer => ({
  country,
  is_private: true,
  vat_id: null,
  vat_id_valid: false,
})

interface Case extends Partial<TaxQuestion> {
  to?: string
}
function taxOf({ to = 'DE', ...more }: Case) {
  const question: TaxQuestion = {
    supply_date: '2026-05-15',
    product_type: 'PHYSICAL_GOOD',
    tax_category: 'standard',
    ship_from: 'DE',
    ship_to: to,
    seller: german,
    buyer: business(to),
    ...more,
  }
  const tax = determineTax(question, codes)
  if (isDenied(tax)) return tax.denied
  for (const { code, parameters } of tax.why) {
    for (const sentence of [taxReasons[code], germanTaxReasons[code]]) {
      for (const [, name] of sentence.matchAll(/\{(\w+)\}/g))
        assert.ok(parameters[name ?? ''], `${name}: ${sentence}`)
    }
  }
  return [
    tax.code.id,
    tax.tax_percent,
    ...tax.why.map((reason) => reason.code.replace('sales.tax_', '')),
  ].join(', ')
}

test('ordered in December 2020, supplied in January 2021: 19 %, not 16 %', () => {
  const on = (supply_date: string, tax_category = 'standard') =>
    taxOf({ supply_date, tax_category }).split(', ')[1]
  assert.deepEqual(
    ['2020-06-30', '2020-07-01', '2020-12-31', '2021-01-01'].map((day) => on(day)),
    ['19', '16', '16', '19'],
  )
  const days = ['2020-06-30', '2020-07-01', '2020-12-31', '2021-01-01']
  assert.deepEqual(
    days.map((day) => on(day, 'reduced')),
    ['7', '5', '5', '7'],
  )
})

test('at home the class of the product decides', () => {
  assert.equal(taxOf({}), 'DE S 19, 19, domestic, rate_on_supply_date')
  assert.equal(taxOf({ tax_category: 'exempt' }), 'DE E, 0, domestic, rate_on_supply_date')
  assert.equal(taxOf({ tax_category: null }), 'sales.tax_class_missing')
  assert.equal(taxOf({ tax_category: 'new' }), 'sales.tax_code_missing')
  assert.equal(taxOf({ buyer: business('FR') }), 'DE S 19, 19, domestic, rate_on_supply_date')
})

test('goods to a business in another member state are K when its VAT ID carries them', () => {
  assert.equal(taxOf({ to: 'FR' }), 'DE K, 0, intra_community')
  const other = { ...business('FR'), vat_id: 'EL123456789' }
  assert.equal(taxOf({ to: 'FR', buyer: other }), 'DE K, 0, intra_community')
  const taxed = (buyer: TaxBuyer) => taxOf({ to: 'FR', buyer })
  assert.equal(taxed(business('FR', null)), 'DE S 19, 19, no_vat_id, rate_on_supply_date')
  assert.equal(taxed(business('FR', '')), 'DE S 19, 19, no_vat_id, rate_on_supply_date')
  const doubtful = { ...business('FR'), vat_id_valid: false }
  assert.equal(taxed(doubtful), 'DE S 19, 19, vat_id_not_confirmed, rate_on_supply_date')
  const departure = { ...business('FR'), vat_id: 'de123456789' }
  assert.equal(taxed(departure), 'DE S 19, 19, vat_id_of_departure, rate_on_supply_date')
})

test('goods to a private buyer in another member state are taxed there, above the threshold', () => {
  const buyer = consumer('FR')
  assert.equal(taxOf({ to: 'FR', buyer }), 'DE S 19, 19, below_threshold, rate_on_supply_date')
  const there = 'FR S 20, 20, distance_sale, rate_on_supply_date'
  assert.equal(taxOf({ to: 'FR', buyer, seller: { ...german, uses_one_stop_shop: true } }), there)
  assert.equal(taxOf({ to: 'FR', buyer, seller: withOf('FR') }), there)
  const seller = withOf('FR', '2026-06-01')
  assert.equal(taxOf({ to: 'FR', buyer, seller }), 'DE S 19, 19, below_threshold, rate_on_supply_date')
  assert.equal(taxOf({ to: 'MC', buyer, seller: withOf('FR') }), there)
})

test('goods that leave the Union are exported, whoever buys them', () => {
  assert.equal(taxOf({ to: 'CH' }), 'DE G, 0, export')
  assert.equal(taxOf({ to: 'CH', buyer: consumer('CH') }), 'DE G, 0, export')
  assert.equal(taxOf({ to: 'GB', supply_date: '2020-12-31' }), 'DE K, 0, intra_community')
  assert.equal(taxOf({ to: 'GB', supply_date: '2021-01-01' }), 'DE G, 0, export')
  assert.equal(taxOf({ to: 'HR', supply_date: '2013-06-30' }), 'DE G, 0, export')
})

test('the registration of the country of departure decides, not the seat', () => {
  const poland = { ship_from: 'PL', to: 'PL', seller: withOf('PL') }
  assert.equal(taxOf(poland), 'PL S 23, 23, domestic, rate_on_supply_date')
  assert.equal(taxOf({ ...poland, to: 'DE' }), 'PL K, 0, intra_community')
  assert.equal(taxOf({ ...poland, seller: german }), 'sales.vat_registration_missing')
  assert.equal(taxOf({ seller: { ...german, registrations: [] } }), 'sales.vat_registration_missing')
  assert.equal(
    taxOf({ product_type: 'SERVICE', seller: { ...german, registrations: [] } }),
    'sales.vat_registration_missing',
  )
  const swiss = { ship_from: 'CH', to: 'CH', seller: withOf('CH') }
  assert.equal(taxOf(swiss), 'CH S 8.1, 8.1, domestic, rate_on_supply_date')
  assert.equal(taxOf({ ...swiss, seller: german }), 'sales.vat_registration_missing')
  assert.equal(taxOf({ ship_from: 'CN', to: 'US' }), 'DE O, 0, starts_abroad')
})

test('an installation in Germany is under reverse charge for a business (section 13b), not at home', () => {
  const installation = { tax_category: 'installation', product_type: 'SERVICE' } as const
  assert.equal(taxOf(installation), 'DE AE installation, 0, domestic, reverse_charge_of_class')
  const home = { ...installation, buyer: consumer('DE') }
  assert.equal(taxOf(home), 'DE S 19 installation, 19, domestic, rate_on_supply_date')
})

test('a service to a business is taxed where it sits', () => {
  const service = (buyer: TaxBuyer) => taxOf({ product_type: 'SERVICE', buyer })
  assert.equal(service(business('DE')), 'DE S 19, 19, domestic, rate_on_supply_date')
  assert.equal(service(business('FR')), 'DE AE, 0, service_at_buyer, reverse_charge')
  assert.equal(service(business('FR', null)), 'DE S 19, 19, no_vat_id, rate_on_supply_date')
  assert.equal(service(business('US', null)), 'DE O, 0, service_at_buyer')
  assert.equal(service(consumer('FR')), 'DE S 19, 19, service_at_seller, rate_on_supply_date')
})

test('a digital service to a private buyer is taxed where he lives', () => {
  const digital = (buyer: TaxBuyer, seller = german) => taxOf({ product_type: 'DIGITAL', buyer, seller })
  const shop = { ...german, uses_one_stop_shop: true }
  assert.equal(digital(consumer('FR'), shop), 'FR S 20, 20, distance_sale, rate_on_supply_date')
  assert.equal(digital(consumer('FR')), 'DE S 19, 19, below_threshold, rate_on_supply_date')
  assert.equal(digital(consumer('US')), 'DE O, 0, digital_at_buyer')
})

test('of two codes that hold, the younger and that of the class go first, in any order', () => {
  const two = [code('DE S 19', '0.19'), code('DE S 20', '0.2', { valid_from: '2026-01-01' })]
  const own = [code('DE G', '0', anyClass), code('DE G own', '0')]
  const base: TaxQuestion = {
    supply_date: '2026-05-15',
    product_type: 'PHYSICAL_GOOD',
    tax_category: 'standard',
    ship_from: 'DE',
    ship_to: 'DE',
    seller: german,
    buyer: business('DE'),
  }
  const idOf = (question: TaxQuestion, all: TaxCode[]) => {
    const tax = determineTax(question, all)
    return isDenied(tax) ? tax.denied : tax.code.id
  }
  for (const turn of [(all: TaxCode[]) => all, (all: TaxCode[]) => all.toReversed()]) {
    assert.equal(idOf(base, turn(two)), 'DE S 20')
    assert.equal(idOf({ ...base, ship_to: 'CH' }, turn(own)), 'DE G own')
  }
})

test('the prefix of a VAT ID names its country', () => {
  assert.deepEqual(['EL123456789', 'de123', ' FR1'].map(countryOfVatId), ['GR', 'DE', 'FR'])
})
