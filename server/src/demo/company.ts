/** The demo company itself: a pewter workshop in Dießen with two sites, its people, places and terms. */
import { bankAccount } from '#contract/organization/bank-account.ts'
import { organization } from '#contract/organization/organization.ts'
import { vatRegistration } from '#contract/organization/vat-registration.ts'
import { paymentTerm } from '#contract/contact/payment-term.ts'
import { warehouse } from '#contract/inventory/warehouse.ts'
import { stockLocation } from '#contract/inventory/stock-location.ts'
import type { Context } from '#server/kit/context.ts'
import { updateRecords } from '#server/kit/write/save.ts'
import { make } from './scene.ts'

export interface DemoPlaces {
  /** Organization and warehouse of the workshop, where things are made and sent from. */
  readonly workshop: string
  readonly workshopWarehouse: string
  readonly shop: string
  readonly shopWarehouse: string
  readonly bins: readonly string[]
}

/** Fills in the root organization and builds what stands below it. */
export async function makeCompany(root: string, ctx: Context): Promise<DemoPlaces> {
  const seat = {
    street_address_1: 'Herrenstraße 17',
    postal_code: '86911',
    city: 'Dießen am Ammersee',
    country: 'DE',
  }
  const input = {
    primary_address: seat,
    tax_number: '131/112/40129',
    register_entry: 'Amtsgericht Augsburg HRB 40129',
    email: 'werkstatt@zinn-diessen.example',
    phone: '+49 8807 940 129',
    website: 'https://zinn-diessen.example',
  }
  await updateRecords(organization, [{ id: root, input, mode: 'patch', version: null }], ctx)
  await make(
    vatRegistration,
    [{ organization: root, country: 'DE', vat_id: 'DE136695976', valid_from: '2010-01-01' }],
    ctx,
  )
  const account = {
    holder: 'Zinngießerei Ammersee GmbH',
    bank: 'Sparkasse Landsberg-Dießen',
    iban: 'DE89370400440532013000',
    bic: 'BYLADEM1LLD',
  }
  await make(bankAccount, [{ organization: root, ...account, is_default: true }], ctx)
  await makeTerms(root, ctx)
  const site = (name: string, code: string) => ({
    name,
    code,
    organization_type: 'Location/Branch',
    parent: root,
    timezone: 'Europe/Berlin',
    language: 'de',
  })
  const [workshop = '', shop = ''] = await make(
    organization,
    [site('Werkstatt Dießen', 'WERK'), site('Laden Landsberg', 'LADEN')],
    ctx,
  )
  return { workshop, shop, ...(await makeWarehouses(root, seat, ctx)) }
}

/** Both warehouses belong to the company, so that its orders ship from either. */
async function makeWarehouses(root: string, seat: object, ctx: Context) {
  const shopAddress = {
    street_address_1: 'Hauptplatz 8',
    postal_code: '86899',
    city: 'Landsberg am Lech',
    country: 'DE',
  }
  const [workshopWarehouse = '', shopWarehouse = ''] = await make(
    warehouse,
    [
      {
        organization: root,
        name: 'Werkstattlager',
        code: 'WL',
        warehouse_type: 'MANUFACTURING',
        address: seat,
      },
      {
        organization: root,
        name: 'Ladenlager',
        code: 'LL',
        warehouse_type: 'RETAIL_STORE',
        address: shopAddress,
      },
    ],
    ctx,
  )
  const racks = await make(
    stockLocation,
    ['A', 'B', 'C'].map((rack) => ({
      name: `Regal ${rack}`,
      warehouse: workshopWarehouse,
      location_type: 'RACK',
      barcode: `WL-${rack}`,
    })),
    ctx,
  )
  const bins = racks.flatMap((parent, index) =>
    ['1', '2', '3'].map((bin) => {
      const rack = 'ABC'[index]
      return {
        name: `Fach ${rack}${bin}`,
        warehouse: workshopWarehouse,
        parent,
        location_type: 'BIN',
        barcode: `WL-${rack}${bin}`,
      }
    }),
  )
  return { workshopWarehouse, shopWarehouse, bins: await make(stockLocation, bins, ctx) }
}

async function makeTerms(root: string, ctx: Context): Promise<void> {
  const term = (code: string, de: string, en: string, instalment: object, isDefault = false) => ({
    organization: root,
    code,
    title: { de, en },
    instalments: [{ percent: '100', ...instalment }],
    is_default: isDefault,
  })
  await make(
    paymentTerm,
    [
      term(
        '14T',
        'Zahlbar innerhalb von 14 Tagen ohne Abzug.',
        'Payable within 14 days without deduction.',
        { net_days: 14 },
        true,
      ),
      term('30T2', '10 Tage 2 % Skonto, 30 Tage netto.', '2 % discount within 10 days, 30 days net.', {
        net_days: 30,
        discounts: [{ days: 10, percent: '2' }],
      }),
      term('SOFORT', 'Sofort fällig.', 'Due at once.', { net_days: 0 }),
    ],
    ctx,
  )
}
