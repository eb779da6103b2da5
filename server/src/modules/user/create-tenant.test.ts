/** A new company: its root, its books and its administrator, all or nothing, and only by the owner. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import pg from 'pg'
import { assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { startServer, type TestServer, testPasswordCost } from '#server/testing/server.ts'
import { createTenant, type NewTenant } from './create-tenant.ts'
import { createPasswords } from './password.ts'

const passwords = createPasswords(testPasswordCost)
const now = new Date('2026-03-31T23:30:00Z')
const administrator = { username: 'zinn', displayName: 'Zita', password: 'granite meadow 71 otter' }
const tenant: NewTenant = {
  name: 'Zinn GmbH',
  code: 'ZINN',
  currency: 'EUR',
  timezone: 'Europe/Berlin',
  language: 'de',
  fiscalYearStart: 4,
  administrator,
}
let server: TestServer
let owner: pg.Client

before(async () => {
  server = await startServer()
  owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
})
after(async () => {
  await owner.end()
  await server.stop()
})

test('the administrator can sign in and do everything in it, from the first minute', async () => {
  const created = await createTenant(owner, passwords, tenant, now)
  const answer = assertStatus(await new BrowserClient(server.url).logIn(administrator), 200)
  assert.equal(answer.body.user.id, created.administrator.id)
  assert.deepEqual(answer.body.organizations, [
    {
      id: created.id,
      name: 'Zinn GmbH',
      code: 'ZINN',
      parent: null,
      is_legal_entity: true,
      status: 'active',
    },
  ])
  assert.deepEqual(answer.body.permissions['sales.post_invoice'], [created.id])
})

test('its books are open: the fiscal year of its day, twelve periods, series in its language', async () => {
  const [root] = await server.sql<{ id: string }>(`select id from organization where code = 'ZINN'`)
  // Half past eleven in UTC is the first of April in Berlin, the first day of its fiscal year.
  const years = await server.sql(
    `select y.code, y.starts_on::text, y.ends_on::text, count(p.*)::integer as periods,
      min(p.starts_on)::text as first, max(p.ends_on)::text as last
    from fiscal_year y join fiscal_period p on p.fiscal_year_id = y.id
    where y.tenant_id = $1 group by y.id, y.code, y.starts_on, y.ends_on`,
    [root?.id],
  )
  assert.deepEqual(years, [
    {
      code: '2027',
      starts_on: '2026-04-01',
      ends_on: '2027-03-31',
      periods: 12,
      first: '2026-04-01',
      last: '2027-03-31',
    },
  ])
  const series = await server.sql<{ kind: string; pattern: string }>(
    'select kind, pattern from number_series where tenant_id = $1',
    [root?.id],
  )
  const patterns = new Map(series.map(({ kind, pattern }) => [kind, pattern]))
  assert.equal(patterns.get('invoice'), 'RE-{year}-{number}')
  assert.equal(patterns.get('goods_receipt'), 'WE-{year}-{number}')
})

test('the places nobody has to set up have names of its language', async () => {
  const [root] = await server.sql<{ id: string }>(`select id from organization where code = 'ZINN'`)
  const namesOf = async () =>
    (await server.sql('select name from stock_location where tenant_id = $1 order by name', [root?.id])).map(
      ({ name }) => name,
    )
  assert.deepEqual(await namesOf(), ['Fertigung', 'Korrekturen', 'Kunden', 'Lieferanten'])
  await server.sql(
    `insert into warehouse (tenant_id, organization_id, code, name, warehouse_type)
    values ($1, $1, 'HALLE', 'Halle', 'RETAIL_STORE')`,
    [root?.id],
  )
  const all = await namesOf()
  assert.deepEqual(
    ['Bestand', 'Retouren', 'Unterwegs'].filter((name) => !all.includes(name)),
    [],
  )
})

test('what goes wrong leaves nothing behind', async () => {
  const count = async () =>
    (await server.sql(`select count(*) from organization union all select count(*) from user_account`)).map(
      (row) => row.count,
    )
  const before = await count()
  const attempts: Partial<NewTenant>[] = [
    { currency: 'XYZ' },
    { name: '' },
    { administrator: { ...administrator, password: 'short' } },
    { administrator: { ...administrator, password: 'zinn zinn zinn 2026' } },
  ]
  for (const wrong of attempts) {
    await assert.rejects(createTenant(owner, passwords, { ...tenant, code: 'OTHER', ...wrong }, now))
  }
  assert.deepEqual(await count(), before)
})

test('the server’s own role can make no company', async () => {
  const application = new pg.Client({ connectionString: server.database.appUrl })
  await application.connect()
  try {
    await assert.rejects(
      createTenant(application, passwords, { ...tenant, code: 'X' }, now),
      /row-level security/,
    )
  } finally {
    await application.end()
  }
})

test('who made it, whom and when stands in its audit trail', async () => {
  const trail = await server.sql(
    `select action, record, record_label from audit_log
    where record_label in ('Zinn GmbH', 'zinn') and action = 'CREATE' order by sequence`,
  )
  assert.deepEqual(trail, [
    { action: 'CREATE', record: 'user.user_account', record_label: 'zinn' },
    { action: 'CREATE', record: 'organization.organization', record_label: 'Zinn GmbH' },
  ])
})
