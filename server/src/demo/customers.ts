/** The demo workshop's partners as rows, with terms for those that trade. */
import { partnerCompany } from '#contract/contact/partner-company.ts'
import { partner } from '#contract/contact/partner.ts'
import { person } from '#contract/contact/person.ts'
import type { Context } from '#server/kit/context.ts'
import { type DemoPartner, partners } from './partners.ts'
import { make } from './scene.ts'

export interface DemoCustomer {
  readonly id: string
  readonly isShop: boolean
}

/** Gives the customers; suppliers are made too. */
export async function makePartners(
  root: string,
  ctx: Context,
): Promise<{ customers: DemoCustomer[]; suppliers: string[] }> {
  const ids = await make(partner, partners.map(bodyOf), ctx)
  const all = partners.map((entry, index) => ({ ...entry, id: ids[index] as string }))
  const shops = all.filter(({ tier }) => tier !== undefined)
  const terms = shops.map(({ id, tier }) => ({
    organization: root,
    partner: id,
    pricing_tier: tier,
    payment_term: '30T2',
    credit_limit: '25000',
    currency: 'EUR',
  }))
  await make(partnerCompany, terms, ctx)
  await make(
    person,
    shops.slice(0, 6).map(({ id, name }, index) => contactOf(id, name, index)),
    ctx,
  )
  const customers = all
    .filter(({ supplier }) => !supplier)
    .map(({ id, tier }) => ({ id, isShop: tier !== undefined }))
  return { customers, suppliers: all.filter(({ supplier }) => supplier).map(({ id }) => id) }
}

const written: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

const mailbox = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => written[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z]+/g, '.')
    .replace(/^\.|\.$/g, '')

function bodyOf(entry: DemoPartner) {
  const address = {
    street_address_1: entry.street,
    postal_code: entry.postal,
    city: entry.city,
    country: entry.country,
  }
  return {
    name: entry.name,
    kind: entry.kind,
    segment: entry.kind === 'company' ? 'B2B' : 'B2C',
    is_customer: entry.supplier !== true,
    is_supplier: entry.supplier === true,
    vat_id: entry.vat ?? null,
    language: entry.country === 'FR' || entry.country === 'CH' ? 'en' : 'de',
    email: `${mailbox(entry.name)}@kunden.example`,
    addresses: [
      { kind: 'billing', name: entry.name, is_primary: true, address },
      { kind: 'shipping', name: entry.name, is_primary: true, address },
    ],
  }
}

const contacts = [
  'Sophie Wiedemann',
  'Lukas Obermaier',
  'Johanna Lindner',
  'Stefan Moser',
  'Claire Dubois',
  'Karl Zeller',
]

function contactOf(partnerId: string, shop: string, index: number) {
  const [first_name = '', last_name = shop] = (contacts[index] ?? '').split(' ')
  return {
    first_name,
    last_name,
    partner: partnerId,
    contact_type: 'primary',
    position: 'Einkauf',
    email_addresses: [{ email: `${mailbox(`${first_name} ${last_name}`)}@kunden.example`, is_primary: true }],
    phone_numbers: [{ phone_number: `+49 89 5550 ${100 + index}`, is_primary: true }],
  }
}
