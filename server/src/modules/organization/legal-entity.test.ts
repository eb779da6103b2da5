/** What a legal entity has beside its name: registrations, bank accounts, its day, its facts as a seller. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import type { Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { isIban } from './bank-account.ts'
import { businessDay, homeCurrency, legalEntityOf, sellerFacts } from './public.ts'

const registrations = '/api/v1/vat-registrations/'
const accounts = '/api/v1/bank-accounts/'
const germanIban = 'DE89370400440532013000'
let server: TestServer
let clerk: ApiClient

before(async () => {
  server = await startServer()
  clerk = server.as.accounts
})
after(() => server.stop())

/** As a member of one site alone, without any right: what the function reads, it reads for the company. */
function atPlant1<T>(work: (ctx: Context) => Promise<T>, now = new Date('2026-11-21T23:30:00Z')): Promise<T> {
  const organizationIds = [server.plant1]
  const usableIds = [server.plant1, server.root]
  const identity: Identity = {
    userId: server.as.viewer.account?.id ?? '',
    userName: 'site',
    displayName: 'Site',
    language: 'en',
    tenantId: server.tenant,
    memberships: [],
    objects: new Map(),
    nextChangeAt: Number.POSITIVE_INFINITY,
    organizations: new Map(),
    organizationIds,
    usableIds,
    permissionCache: new Map(),
  }
  const request = { id: 'test', address: '', device: '', language: 'en' }
  return inContext(server.pool, { identity, organizationId: server.plant1, request }, now, work, 'read')
}

test('a registration belongs to a legal entity and is well-formed', async () => {
  const register = (values: object, organization = server.root) =>
    clerk.post(registrations, { country: 'DE', vat_id: 'DE123456789', ...values }, { organization })
  assertRefused(await register({}, server.plant1), 'organization.not_a_legal_entity', '/organization')
  assertRefused(await register({ vat_id: 'AT123456789' }), 'organization.vat_id_wrong', '/vat_id')
  assertRefused(
    await register({ country: 'GR', vat_id: 'GR123456789' }),
    'organization.vat_id_wrong',
    '/vat_id',
  )
  assertRefused(await register({ vat_id: 'DE' }), 'organization.vat_id_wrong', '/vat_id')
  const made = assertStatus(await register({ vat_id: 'de 123 456 789', valid_to: '2025-12-31' }), 201)
  assert.equal(made.body.vat_id, 'DE123456789')
  assertStatus(await register({ country: 'GR', vat_id: 'EL123456789' }), 201)
  const late = { vat_id: 'DE987654321', valid_from: '2025-12-31' }
  assertRefused(await register(late), 'organization.vat_registration_overlaps', '/valid_from')
  assertStatus(await register({ ...late, valid_from: '2026-01-01' }), 201)
})

test('a bank account has good check digits, and one of them is the one on invoices', async () => {
  const open = (values: object, organization = server.root) =>
    clerk.post(
      accounts,
      { holder: 'Huber GmbH', bank: 'Bank', iban: germanIban, ...values },
      { organization },
    )
  assertRefused(await open({}, server.plant1), 'organization.not_a_legal_entity', '/organization')
  assertRefused(await open({ iban: 'DE88370400440532013000' }), 'organization.iban_wrong', '/iban')
  const first = assertStatus(await open({ iban: 'de89 3704 0044 0532 0130 00', is_default: true }), 201).body
  assert.equal(first.iban, germanIban)
  assertRefused(await open({}), 'kit.taken', '/iban')
  assertStatus(await open({ iban: 'AT611904300234573201', is_default: true, currency: 'EUR' }), 201)
  const again = (await clerk.get(`${accounts}${first.id}/`)).body
  assert.deepEqual([again.is_default, again.version], [false, 2])
})

test('IBANs: check digits of several countries', () => {
  for (const iban of [
    germanIban,
    'GB29NWBK60161331926819',
    'FR1420041010050500013M02606',
    'NO9386011117947',
  ]) {
    assert.ok(isIban(iban), iban)
  }
  for (const iban of [
    '',
    'DE',
    'DE8937040044053201300',
    'GB29NWBK60161331926818',
    'de89370400440532013000',
  ]) {
    assert.ok(!isIban(iban), iban)
  }
})

test('a site’s legal entity is the company above it, with its own day and currency', async () => {
  const [entity, day, currency] = await atPlant1(async (ctx) => {
    const found = await legalEntityOf(server.plant1, ctx)
    assert.equal(legalEntityOf(server.plant1, ctx), legalEntityOf(server.plant1, ctx))
    return [found, businessDay(found, ctx), homeCurrency(found)]
  })
  assert.equal(entity.id, server.root)
  assert.equal(entity.name, 'Huber GmbH')
  // Half past eleven in the evening in UTC is the next day in Berlin.
  assert.equal(day, '2026-11-22')
  assert.deepEqual([currency.code, currency.decimalPlaces], ['EUR', 2])
})

test('without a legal entity above, or in another tenant, there is none', async () => {
  await server.sql(`update organization set is_legal_entity = false where id = $1`, [server.other.root])
  const refused = (organization: string, code: string) =>
    assert.rejects(
      atPlant1((ctx) => legalEntityOf(organization, ctx)),
      { code },
    )
  await refused(server.other.plant1, 'kit.not_found')
  await server.sql(`update organization set is_legal_entity = false where id = $1`, [server.root])
  await refused(server.plant1, 'organization.no_legal_entity')
  await server.sql(`update organization set is_legal_entity = true where id = $1`, [server.root])
})

test('a seller’s facts are those of the day, also for a clerk of a site who may not list them', async () => {
  const address = { street_address_1: 'Seeweg 3', postal_code: '86911', city: 'Dießen', country: 'DE' }
  const values = {
    primary_address: address,
    tax_number: '131/123/45678',
    register_entry: 'Amtsgericht Augsburg, HRB 12345',
    email: 'post@huber.example',
    metadata: { directors: 'Anna Huber' },
  }
  const path = `/api/v1/organizations/${server.root}/`
  assertStatus(await server.as.administrator.patch(path, values), 200)
  const facts = await atPlant1((ctx) => sellerFacts(server.root, '2026-11-21', ctx))
  assert.deepEqual(
    [facts.name, facts.street, facts.postal_code, facts.city, facts.country, facts.directors],
    ['Huber GmbH', ['Seeweg 3'], '86911', 'Dießen', 'DE', 'Anna Huber'],
  )
  assert.equal(facts.tax_number, '131/123/45678')
  assert.equal(facts.vat_id, 'DE987654321')
  assert.deepEqual(
    facts.registrations.map(({ vat_id }) => vat_id),
    ['DE987654321', 'EL123456789'],
  )
  assert.deepEqual(
    facts.bank_accounts.map(({ iban, currency }) => [iban, currency]),
    [
      ['AT611904300234573201', 'EUR'],
      [germanIban, null],
    ],
  )
  const earlier = await atPlant1((ctx) => sellerFacts(server.root, '2025-12-31', ctx))
  assert.equal(earlier.vat_id, 'DE123456789')
})
