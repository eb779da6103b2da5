/** Imports over HTTP: mapping, dry run, repeat, partial failure, rights and tenants. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ApiAnswer, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { untilSo } from '#server/testing/processes.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { batchSize } from './job-log.ts'
import { holdUpJobs } from './testing/hold-up.ts'
import { assertAccount, exportCsv, finished, importCsv, rowsOf, upload } from './testing/import-csv.ts'

let server: TestServer
before(async () => {
  server = await startServer({ withJobs: true })
})
after(() => server.stop())

const warehouses = (count: number, name = 'Hall') =>
  ['Kuerzel;Bezeichnung;Art;Ort;Land', ...Array.from({ length: count }, (_, index) => row(index, name))].join(
    '\n',
  )
const row = (index: number, name: string) => `H${index};${name} ${index};OTHER;Dießen;DE`
const mapping = {
  code: 'Kuerzel',
  name: 'Bezeichnung',
  warehouse_type: 'Art',
  'address.city': 'Ort',
  'address.country': 'Land',
}

test('a mapped file is tried, loaded, found unchanged, and changed', async () => {
  const admin = server.as.administrator
  const dry = await importCsv(admin, 'warehouses', warehouses(450), { mapping, isDryRun: true })
  assertAccount(dry, { loaded: 450 })
  assert.equal(dry.is_dry_run, 'yes')
  const none = await server.sql(`select 1 from warehouse where tenant_id = $1 and code like 'H%'`, [
    server.tenant,
  ])
  assert.equal(none.length, 0, 'a dry run leaves nothing')

  assertAccount(await importCsv(admin, 'warehouses', warehouses(450), { mapping }), { loaded: 450 })
  const { body } = await admin.get('/api/v1/warehouses/?search=H17&page_size=100')
  const found = body.results.find(({ code }: { code: string }) => code === 'H17')
  assert.equal(found.name, 'Hall 17')
  const one = assertStatus(await admin.get(`/api/v1/warehouses/${found.id}/`), 200).body
  assert.equal(one.address_details.city, 'Dießen')

  assertAccount(await importCsv(admin, 'warehouses', warehouses(450), { mapping }), { unchanged: 450 })
  const changed = warehouses(450).replace('Hall 17', 'Hall seventeen')
  assertAccount(await importCsv(admin, 'warehouses', changed, { mapping }), { loaded: 1, unchanged: 449 })
  const again = assertStatus(await admin.get(`/api/v1/warehouses/${found.id}/`), 200).body
  assert.equal(again.name, 'Hall seventeen')
  assert.equal(again.version, found.version + 1)
})

test('what an import did stands in the audit trail', async () => {
  const admin = server.as.administrator
  await importCsv(admin, 'warehouses', 'code,name,warehouse_type\nAUD,Audited,OTHER')
  const trail = await server.sql<{ action: string }>(
    `select action from audit_log where tenant_id = $1 and record = 'inventory.warehouse'
      and record_label like '%AUD%'`,
    [server.tenant],
  )
  assert.deepEqual(trail, [{ action: 'IMPORT' }])
})

test('bad rows fail by field, good rows come through, repeated keys are skipped', async () => {
  const admin = server.as.administrator
  const file = [
    'code,name,warehouse_type,is_active,address.country',
    'P1,First,OTHER,true,DE',
    'P2,,OTHER,true,DE',
    'P3,Third,CASTLE,true,DE',
    'P4,Fourth,OTHER,perhaps,DE',
    'P5,Fifth,OTHER,yes,Atlantis',
    'p1,First again,OTHER,true,DE',
    'P6,Sixth,OTHER,nein,DE',
  ]
  const job = await importCsv(admin, 'warehouses', file.join('\n'))
  assertAccount(job, { loaded: 2, failed: 4, skipped: 1 })
  const failed = await rowsOf(admin, job.id, 'failed')
  assert.deepEqual(
    failed.map(({ row_number, errors }) => [row_number, errors[0].field]),
    [
      [2, 'name'],
      [3, 'warehouse_type'],
      [4, 'is_active'],
      [5, 'address/country'],
    ],
  )
  assert.ok(failed.every(({ errors }) => errors[0].message.length > 5))
  const [skipped] = await rowsOf(admin, job.id, 'skipped')
  assert.equal(skipped.reason, 'Row 1 has the same key.')
  assert.equal(skipped.row_number, 6)
})

test('choices are read by value and by their words in both languages; what is none hears which there are', async () => {
  const admin = server.as.administrator
  const kinds = ['Verteilzentrum', 'distribution CENTER', 'retail_store', 'Sonstige', 'Burg']
  const file = ['code,name,warehouse_type', ...kinds.map((kind, index) => `CH${index},Choice,${kind}`)]
  const job = await importCsv(admin, 'warehouses', file.join('\n'), { headers: { 'accept-language': 'de' } })
  assertAccount(job, { loaded: 4, failed: 1 })
  const { results } = (await admin.get('/api/v1/warehouses/?search=CH&ordering=code')).body
  assert.deepEqual(
    results.map((one: { warehouse_type: string }) => one.warehouse_type),
    ['DISTRIBUTION_CENTER', 'DISTRIBUTION_CENTER', 'RETAIL_STORE', 'OTHER'],
  )
  const [{ errors }] = await rowsOf(admin, job.id, 'failed')
  assert.match(errors[0].message, /^Wählen Sie einen dieser Werte: Verteilzentrum, .*Sonstige\.$/)
})

test('a file is read as a German spreadsheet writes it, and rows are meant by what they are called', async () => {
  const admin = server.as.administrator
  assertAccount(await importCsv(admin, 'categories', 'name,slug\nZinnfiguren,tin'), { loaded: 1 })
  const lines = [
    'Nummer;Bezeichnung;Gruppe;Einheit;Gewicht',
    'SP-1;Käuzchen;Zinnfiguren;Stk;1.250,5',
    'SP-2;Größe;tin;Stück;0,25',
    'SP-3;Straße;ZINNFIGUREN;kg;3',
    'SP-4;Kiste;Zinnfiguren;EA;1.2.3',
    'SP-5;Nichts;Blei;Eimer;1',
  ]
  const mapping = { sku: 'Nummer', 'name.de': 'Bezeichnung', category: 'Gruppe', base_unit: 'Einheit' }
  const options = {
    mapping: { ...mapping, weight_kilogram: 'Gewicht' },
    notation: 'de',
    encoding: 'windows-1252',
  }
  const file = Uint8Array.from(Buffer.from(lines.join('\r\n'), 'latin1'))
  const job = await importCsv(admin, 'products', file, options)
  assertAccount(job, { loaded: 3, failed: 2 })
  assert.equal(job.notation, 'de')
  const failed = await rowsOf(admin, job.id, 'failed')
  assert.deepEqual(
    failed.map(({ errors }) => errors.map(({ field }: { field: string }) => field).toSorted()),
    [['weight_kilogram'], ['base_unit', 'category']],
  )
  const { results } = (await admin.get('/api/v1/products/?search=SP-&ordering=sku')).body
  assert.deepEqual(
    results.map((row: ApiAnswer['body']) => [
      row.name.de,
      row.category_name,
      row.base_unit_name,
      row.weight_kilogram,
    ]),
    [
      ['Käuzchen', 'Zinnfiguren', 'pcs', '1250.5'],
      ['Größe', 'Zinnfiguren', 'pcs', '0.25'],
      ['Straße', 'Zinnfiguren', 'kg', '3'],
    ],
  )
  assertAccount(await importCsv(admin, 'products', file, options), { unchanged: 3, failed: 2 })
})

test('a name that two rows have means neither', async () => {
  const admin = server.as.administrator
  const twins = ['code,name,warehouse_type', 'T1,Gleich,OTHER', 'T2,gleich,OTHER', 'T3,Oberhalb,OTHER']
  assertAccount(await importCsv(admin, 'warehouses', twins.join('\n')), { loaded: 3 })
  const halls = ['GLEICH', 't2', 'Gleich (T1)', 'oberhalb']
  const places = halls.map((hall, index) => `${hall},R${index},R${index},RACK`)
  const file = ['warehouse,barcode,name,location_type', ...places].join('\n')
  const job = await importCsv(admin, 'stock-locations', file)
  assertAccount(job, { loaded: 3, failed: 1 })
  const [{ row_number: number, errors }] = await rowsOf(admin, job.id, 'failed')
  assert.deepEqual([number, errors[0].field], [1, 'warehouse'])

  const opening = ['product;location;on_hand', 'Käuzchen;R1;1.250', 'SP-2;T2|R1;7']
  const stock = await importCsv(admin, 'stock-balances', opening.join('\n'), { notation: 'de' })
  assertAccount(stock, { loaded: 2 })
  const listed = async (path: string): Promise<ApiAnswer['body'][]> =>
    assertStatus(await admin.get(`/api/v1/${path}`), 200).body.results
  const [place] = await listed('stock-locations/?search=R1')
  const balances = await listed(`stock-balances/?location=${place.id}`)
  assert.deepEqual(balances.map((balance) => balance.on_hand).toSorted(), ['1250', '7'])
})

test('what is found is an error, a row passed over, or a value left out, as was asked for', async () => {
  const admin = server.as.administrator
  const file = (code: string) =>
    [
      'code,name,warehouse_type,is_active,address.country',
      `${code}1,First,OTHER,perhaps,DE`,
      `${code}2,Second,OTHER,true,Atlantis`,
      `${code}3,,OTHER,true,DE`,
      `${code}1,First again,OTHER,true,DE`,
    ].join('\n')
  const load = (code: string, strictness: string, isDryRun = false) =>
    importCsv(admin, 'warehouses', file(code), { strictness, isDryRun })
  assertAccount(await load('SN', 'normal'), { failed: 3, skipped: 1 })
  assertAccount(await load('SS', 'strict'), { failed: 4 })
  const tried = await load('SL', 'lenient', true)
  const job = await load('SL', 'lenient')
  for (const one of [tried, job]) {
    assertAccount(one, { loaded: 2, failed: 1, skipped: 1 })
    assert.equal(one.warning_rows, 2)
    assert.equal(one.strictness, 'lenient')
  }
  const warned = `/api/v1/data-job-rows/?data_job=${job.id}&is_warned=true`
  const rows: ApiAnswer['body'][] = assertStatus(await admin.get(warned), 200).body.results
  assert.deepEqual(
    rows.map(({ row_number, warnings }) => [row_number, warnings[0].field]),
    [
      [1, 'is_active'],
      [2, 'address/country'],
    ],
  )
  const { body } = await admin.get('/api/v1/warehouses/?search=SL1')
  assert.equal(body.results[0].is_active, true, 'the field has its default')

  const extra = 'code,name,warehouse_type,colour\nSX1,Extra,OTHER,red'
  const refused = await upload(admin, 'warehouses', extra, { strictness: 'strict' })
  assertRefused(refused, 'transfer.column_not_mapped')
  const passed = assertStatus(await upload(admin, 'warehouses', extra), 202).body
  assert.deepEqual(passed.warnings, [{ column: 'colour', code: 'transfer.column_not_mapped' }])
  await finished(admin, passed.job_id)
  assertRefused(
    await upload(admin, 'warehouses', extra, { strictness: 'severe' }),
    'kit.not_a_choice',
    '/strictness',
  )
  for (const name of ['notation', 'encoding']) {
    assertRefused(
      await upload(admin, 'warehouses', extra, { [name]: 'klingon' }),
      'kit.not_a_choice',
      `/${name}`,
    )
  }
})

test('how far an import is can be read; called off it keeps what it has loaded and loads no more', async () => {
  const admin = server.as.administrator
  const heldUp = await holdUpJobs(server)
  const lines = Array.from({ length: 3000 }, (_, index) => `C-${index},Partner ${index},person`)
  const { job_id: id } = assertStatus(
    await upload(admin, 'partners', ['number,name,kind', ...lines].join('\n')),
    202,
  ).body
  const job = async () => assertStatus(await admin.get(`/api/v1/data-jobs/${id}/`), 200).body
  await untilSo(async () => (await job()).done_rows > 0)
  const seen = await job()
  assert.deepEqual([seen.status, seen.done_rows], ['running', batchSize])
  const off = await heldUp.goOnAfter(() => admin.post(`/api/v1/data-jobs/${id}/cancel/`, {}))
  const { loaded_rows: loaded } = assertStatus(off, 200).body
  assert.ok(loaded > batchSize && loaded < 3000, `${loaded} rows`)
  await importCsv(admin, 'warehouses', 'code,name,warehouse_type\nAFTER,After,OTHER') // its turn is over
  const after = await job()
  assert.deepEqual([after.status, after.loaded_rows], ['cancelled', loaded])
  const [{ count } = { count: 0 }] = await server.sql<{ count: number }>(
    `select count(*)::int as count from partner where tenant_id = $1 and number like 'C-%'`,
    [server.tenant],
  )
  assert.equal(count, loaded)
})

test('one row that the database refuses does not take the others along', async () => {
  const admin = server.as.administrator
  const file = 'code,name,slug\n' // a slug taken under another import key
  const rows = ['name,slug,parent', 'Tools,tools,', 'Hammers,hammers,tools', 'Other,other,', 'Tools,tools-b,']
  const job = await importCsv(admin, 'categories', rows.join('\n'))
  assertAccount(job, { loaded: 3, failed: 1 })
  const [failed] = await rowsOf(admin, job.id, 'failed')
  assert.equal(failed.row_key, 'tools-b', file)
})

test('documents are never imported into a status that only a move gives', async () => {
  const admin = server.as.administrator
  const hall = await importCsv(admin, 'warehouses', 'code,name,warehouse_type\nDOC,Documents,OTHER')
  assertAccount(hall, { loaded: 1 })
  const job = await importCsv(
    admin,
    'goods-receipts',
    'warehouse,reference,status\nDOC,LS 1,posted\nDOC,LS 2,draft',
  )
  assertAccount(job, { loaded: 1, failed: 1 })
  const [failed] = await rowsOf(admin, job.id, 'failed')
  assert.equal(failed.errors[0].field, 'status')
  const numbered = await importCsv(admin, 'goods-receipts', 'number,warehouse\nWE-NONE-1,DOC')
  assertAccount(numbered, { failed: 1 })
})

test('rights: only who may import imports, only who may export exports', async () => {
  const { viewer, warehouse, administrator } = server.as
  for (const client of [viewer, warehouse]) {
    assertRefused(await upload(client, 'partners', 'number,name\nX1,X'), 'kit.forbidden')
    assertRefused(await client.get('/api/v1/audit-logs/export/'), 'kit.forbidden')
  }
  assert.equal((await upload(server.nobody, 'partners', 'number,name\nX1,X')).status, 401)
  const columns = assertStatus(await administrator.get('/api/v1/partners/import/'), 200).body
  assert.deepEqual(columns.key, ['number'])
  assert.ok(columns.columns.some(({ name }: { name: string }) => name === 'addresses'))
})

test('another tenant has its own rows, with the same keys, and sees no job of ours', async () => {
  const ours = server.as.administrator
  const theirs = server.other.as.administrator
  const file = 'number,name,kind\nT-1,Ours,company\nT-2,Ours too,person'
  const job = await importCsv(ours, 'partners', file)
  assertAccount(job, { loaded: 2 })
  const stolen = await exportCsv(ours, 'partners', '?search=Ours')
  assertAccount(await importCsv(theirs, 'partners', stolen.replaceAll('Ours', 'Theirs')), { loaded: 2 })
  assert.equal((await theirs.get(`/api/v1/data-jobs/${job.id}/`)).status, 404)
  const colleague = await server.addUser({
    username: 'colleague',
    role: 'administrator',
    organization: server.root,
  })
  assert.equal((await colleague.get(`/api/v1/data-jobs/${job.id}/`)).status, 404)
  const seen = assertStatus(await colleague.get(`/api/v1/data-job-rows/?data_job=${job.id}`), 200).body
  assert.equal(seen.count, 0)
  const rows = assertStatus(await theirs.get(`/api/v1/data-job-rows/?data_job=${job.id}`), 200).body
  assert.equal(rows.count, 0)
  const names = await server.sql<{ name: string }>(
    `select name from partner where tenant_id = $1 and number like 'T-%'`,
    [server.tenant],
  )
  assert.deepEqual(names.map(({ name }) => name).toSorted(), ['Ours', 'Ours too'])
})
