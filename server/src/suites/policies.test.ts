/** As the application's role PostgreSQL itself refuses other tenants, unset settings and every change of a ledger. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { written } from './served.ts'
import { openWorlds } from './world.ts'

let server: TestServer
let client: pg.PoolClient
let tables: readonly Table[]

interface Table {
  readonly name: string
  readonly columns: readonly string[]
  readonly has_tenant: boolean
  readonly has_organization: boolean
  readonly may_insert: boolean
  readonly may_update: boolean
  readonly may_delete: boolean
  readonly is_forced: boolean
  readonly policies: number
}

const tablesText = `select c.relname as name,
  array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
    and attgenerated = '') as columns,
  exists (select from pg_attribute where attrelid = c.oid and attname = 'tenant_id') as has_tenant,
  exists (select from pg_attribute where attrelid = c.oid and attname = 'organization_id') as has_organization,
  has_any_column_privilege('kontor_app', c.oid, 'insert') as may_insert,
  has_any_column_privilege('kontor_app', c.oid, 'update') as may_update,
  has_table_privilege('kontor_app', c.oid, 'delete') as may_delete,
  c.relrowsecurity and c.relforcerowsecurity as is_forced,
  (select count(*)::integer from pg_policy where polrelid = c.oid) as policies
from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`

before(async () => {
  server = await startServer()
  const worlds = await openWorlds(server)
  for (const world of worlds) for (const record of written) await world.create(record)
  tables = await server.sql<Table & pg.QueryResultRow>(tablesText)
  client = await server.pool.connect()
})
after(async () => {
  client?.release()
  await server.stop()
})

interface Setting {
  readonly tenant: string
  readonly organizations?: readonly string[]
}

/** One statement of the application under these settings, rolled back; the error's code where it is refused. */
async function attempt(
  setting: Setting,
  text: string,
  values: unknown[] = [],
): Promise<{ rows: any[]; count: number; code: string }> {
  await client.query('begin')
  const list = (setting.organizations ?? []).join(',')
  await client.query(
    `select set_config('erp.tenant_id', $1, true), set_config('erp.org_ids', $2, true),
      set_config('erp.use_ids', $2, true)`,
    [setting.tenant, list],
  )
  try {
    const { rows, rowCount } = await client.query(text, values)
    return { rows, count: rowCount ?? 0, code: '' }
  } catch (error) {
    return { rows: [], count: 0, code: (error as { code: string }).code }
  } finally {
    await client.query('rollback')
  }
}

const mine = (): Setting => ({
  tenant: server.tenant,
  organizations: [server.root, server.plant1, server.plant2],
})
const theirs = (): Setting => ({
  tenant: server.other.tenant,
  organizations: [server.other.root, server.other.plant1, server.other.plant2],
})
const unset: Setting = { tenant: '' }
const foreign = "tenant_id = '%'"

test('every table of a tenant has forced policies, and no other is writable', async () => {
  const bare = tables.filter((table) => table.has_tenant && (!table.is_forced || table.policies === 0))
  assert.deepEqual(
    bare.map(({ name }) => name),
    [],
  )
  const open = tables.filter(
    (table) => !table.has_tenant && (table.may_insert || table.may_update || table.may_delete),
  )
  assert.deepEqual(
    open.map(({ name }) => name),
    [],
  )
})

test('a new table without policy is found', async () => {
  await server.sql('create table left_open (tenant_id uuid)')
  const found = await server.sql<Table & pg.QueryResultRow>(tablesText)
  await server.sql('drop table left_open')
  const table = found.find(({ name }) => name === 'left_open')
  assert.deepEqual([table?.has_tenant, table?.is_forced, table?.policies], [true, false, 0])
})

test('no tenant sees or touches a row of another', async () => {
  let seen = 0
  for (const table of tables.filter(({ has_tenant }) => has_tenant)) {
    const [row] = await server.sql(`select * from "${table.name}" where tenant_id = $1 limit 1`, [
      server.tenant,
    ])
    if (row === undefined) continue
    seen += 1
    for (const setting of [unset, theirs()]) {
      await mustBeShut(table, setting)
      const copy = await attempt(setting, insertOf(table), [JSON.stringify(row)])
      assert.equal(copy.code, '42501', `${table.name} takes a row of another tenant`)
    }
  }
  assert.ok(seen > 40, `only ${seen} tables hold rows`)
})

async function mustBeShut({ name, has_tenant: hasTenant }: Table, setting: Setting): Promise<void> {
  if (!hasTenant) return
  const which = foreign.replace('%', server.tenant)
  const read = await attempt(setting, `select 1 from "${name}" where ${which}`)
  assert.ok(read.count === 0, `${name} shows ${read.count} rows`)
  for (const text of [
    `delete from "${name}" where ${which}`,
    `update "${name}" set tenant_id = tenant_id
    where ${which}`,
  ]) {
    const { count, code } = await attempt(setting, text)
    assert.ok(count === 0 && (code === '' || code === '42501'), `${text}: ${count} rows, ${code}`)
  }
}

/** The very row again: the policy speaks before any key does. */
const insertOf = ({ name, columns }: Table) => {
  const list = columns.map((column) => `"${column}"`).join(', ')
  return `insert into "${name}" (${list}) overriding system value select ${list}
    from jsonb_populate_record(null::"${name}", $1::jsonb)`
}

test('nobody reads or moves rows of an organization that is not on his list', async () => {
  let seen = 0
  for (const { name, has_organization: hasOrganization, columns } of tables) {
    if (!hasOrganization) continue
    const [held] = await server.sql(
      `select count(*)::integer as count from "${name}" where tenant_id = $1 and organization_id = $1`,
      [server.tenant],
    )
    if (held?.count === 0) continue
    const twoPlants = { tenant: server.tenant, organizations: [server.plant1, server.plant2] }
    const text = `select 1 from "${name}" where organization_id = '${server.root}'`
    const [there, away] = [await attempt(mine(), text), await attempt(twoPlants, text)]
    if (there.code === '42501') continue
    assert.equal(there.count, held?.count, `${name} hides rows of its own organization`)
    if (tenantWide.has(name)) continue
    assert.equal(away.count, 0, `${name} shows rows of an organization that is not listed`)
    seen += 1
    if (!columns.includes('organization_id')) continue
    const taken = await attempt(
      twoPlants,
      `update "${name}" set organization_id = '${server.plant1}'
      where organization_id = '${server.root}'`,
    )
    assert.ok(taken.count === 0, `${name} lets a row be moved to another organization`)
  }
  assert.ok(seen > 15, `only ${seen} tables hold rows`)
})

/** Read by the whole tenant although an organization stands in the row. */
const tenantWide: ReadonlySet<string> = new Set(['outbox_event'])

test('what is written once is never changed, and what the database keeps nobody writes', async () => {
  const appendOnly = await server.sql<{ name: string }>(
    `select tgrelid::regclass::text as name from pg_trigger where tgname = 'append_only' order by 1`,
  )
  const names = appendOnly.map(({ name }) => name)
  for (const name of ['audit_log', 'stock_move'])
    assert.ok(names.includes(name), `${name} is not append-only`)
  for (const name of names) {
    const [column] = tables.find((each) => each.name === name)?.columns ?? []
    for (const text of [
      `update ${name} set "${column}" = "${column}"`,
      `delete
      from ${name}`,
      `truncate ${name} cascade`,
    ]) {
      assert.equal((await attempt(mine(), text)).code, '42501', text)
      if (text.startsWith('truncate')) continue
      await assert.rejects(server.sql(`begin; ${text}; rollback`), { code: '42501' }, `the owner may ${text}`)
      await server.sql('rollback')
    }
  }
  for (const name of ['stock_balance', 'stock_level']) {
    const table = tables.find((each) => each.name === name)
    assert.deepEqual([table?.may_insert, table?.may_update, table?.may_delete], [false, false, false], name)
    for (const text of [
      `update ${name} set on_hand = 1`,
      `delete from ${name}`,
      `insert into ${name} default values`,
    ])
      assert.equal((await attempt(mine(), text)).code, '42501', text)
  }
})

test('rows of the standard are read by all and written by none', async () => {
  let seen = 0
  for (const { name, has_tenant: hasTenant, may_update: mayUpdate } of tables) {
    const which = hasTenant ? 'where tenant_id is null' : ''
    const [held] = await server.sql(`select count(*)::integer as count from "${name}" ${which}`)
    if (held?.count === 0 || !mayUpdate) continue
    seen += 1
    for (const text of [
      `update "${name}" set tenant_id = tenant_id ${which}`,
      `delete from "${name}" ${which}`,
    ]) {
      const { count, code } = await attempt(mine(), text)
      assert.ok(count === 0 && (code === '' || code === '42501'), `${text}: ${count}`)
    }
  }
  assert.ok(seen > 2, 'no rows of a standard')
})
