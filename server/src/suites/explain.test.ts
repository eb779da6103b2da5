/** With tens of thousands of rows the default list of a big table is read by an index: never scanned, never sorted. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { tableOf } from '#contract/kit/resource.ts'
import { recordNamed } from '#contract/modules.ts'
import type { RecordName } from '#contract/record-names.ts'
import type { Context } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { pageStatement, type Query } from '#server/kit/query/list.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { openWorlds } from './world.ts'

const many = process.env.KONTOR_SOAK === 'on' ? 100_000 : 20_000
/** What differs from row to row beside the id. */
const fresh: Partial<Record<RecordName, Readonly<Record<string, string>>>> = {
  'products.product': { sku: `'S' || n` },
  'contact.partner': { number: `'P' || n`, name: `'Partner ' || md5(n::text)` },
  'sales.sales_order': { number: `'SO' || n` },
}

let server: TestServer

before(async () => {
  server = await startServer()
  const [world] = await openWorlds(server)
  // Not bound by triggers, which would take minutes and tell nothing here.
  const superuser = new pg.Client({ connectionString: server.database.superuserUrl })
  await superuser.connect()
  await superuser.query('set session_replication_role = replica')
  for (const name of Object.keys(fresh) as RecordName[]) {
    const { id } = await world.create(recordNamed(name))
    await multiply(superuser, name, String(id))
  }
  // One in a thousand partners bears a tag.
  await superuser.query(`update partner set tags = '{rare}' where get_byte(uuid_send(id), 15) < 1
    and get_byte(uuid_send(id), 14) < 64`)
  await superuser.query('analyze partner')
  await superuser.end()
})
after(() => server.stop())

/** Copies one row so many times, each a second older than the last. */
async function multiply(client: pg.Client, name: RecordName, id: string): Promise<void> {
  const table = tableOf(name)
  const { rows } = await client.query<{ column: string }>(
    `select quote_ident(attname) as column from pg_attribute
    where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  const own: Record<string, string> = {
    id: 'uuidv7()',
    created_at: `created_at - n * interval '1 second'`,
    ...fresh[name],
  }
  const columns = rows.map(({ column }) => column)
  const maintained = `update pg_index set indisready = $1 where indrelid = '${table}'::regclass`
  // Built at once, an index costs a fraction of what it costs row by row.
  await client.query(maintained, [false])
  await client.query(
    `insert into ${table} (${columns.join(', ')})
    select ${columns.map((column) => own[column] ?? column).join(', ')}
    from ${table} t, generate_series(1, ${many}) n where t.id = '${id}'`,
  )
  await client.query(maintained, [true])
  await client.query(`reindex table ${table}`)
  await client.query(`analyze ${table}`)
}

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Plan[]
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** The plan by which kontor_app reads the first page. */
async function planOf(name: RecordName, query: Query, indexes: 'on' | 'off' = 'on'): Promise<Plan[]> {
  const organizations = [server.root, server.plant1, server.plant2]
  const membership = {
    organizationId: server.root,
    organizationName: '',
    reaches: organizations,
    permissions: ['*'],
    fieldRules: {},
    rowRules: {},
    discountLimit: null,
  }
  const identity = {
    tenantId: server.tenant,
    memberships: [membership],
    objects: new Map(),
    organizations: new Map(),
    permissionCache: new Map(),
  } as unknown as Identity
  const ctx = { identity, tenantId: server.tenant, language: 'en' } as Context
  const { text, values } = pageStatement(recordNamed(name), query, ctx, 20, 0)
  const client = await server.pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `select set_config('erp.tenant_id', $1, true), set_config('erp.org_ids', $2, true),
        set_config('erp.use_ids', $2, true)`,
      [server.tenant, organizations.join(',')],
    )
    for (const scan of ['indexscan', 'indexonlyscan', 'bitmapscan'])
      await client.query(`set local enable_${scan} = ${indexes}`)
    const { rows } = await client.query(`explain (format json) ${text}`, [...values])
    return nodesOf(rows[0]['QUERY PLAN'][0].Plan)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

for (const name of Object.keys(fresh) as RecordName[]) {
  test(`the default list of ${name} is read by an index`, async () => {
    const nodes = await planOf(name, {})
    const scans = nodes.filter(
      (node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === tableOf(name),
    )
    assert.deepEqual(scans, [], 'the table is scanned')
    const sorts = nodes.filter((node) => node['Node Type'] === 'Sort').map((node) => node['Node Type'])
    assert.deepEqual(sorts, [], 'the rows are sorted')
  })
}

test('rows that bear a tag are found by an index, in the list and within the function', async () => {
  const nodes = await planOf('contact.partner', { tags: 'rare' })
  const names = nodes.map((node) => node['Node Type'])
  assert.ok(!names.includes('Seq Scan'), `the table is scanned: ${names.join(', ')}`)
  const superuser = new pg.Client({ connectionString: server.database.superuserUrl })
  await superuser.connect()
  const { rows } = await superuser
    .query(`explain select t.id from partner t where t.tenant_id = '${server.tenant}'
      and t.tags && array['rare'] and t.tags <> '{}'`)
    .finally(() => superuser.end())
  assert.match(rows.map((row) => row['QUERY PLAN']).join('\n'), /on sx_partner__tags/)
})

test('a list without its index is seen to be scanned and sorted', async () => {
  const nodes = await planOf('products.product', {}, 'off')
  const types = new Set(nodes.map((node) => node['Node Type']))
  assert.ok(types.has('Seq Scan') && types.has('Sort'), [...types].join(', '))
})
