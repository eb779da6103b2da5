/** Categories, products and price lists: what the catalogue refuses and what it fills in (CAT, PRD, VAR). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type ApiAnswer, type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
let chief: ApiClient
before(async () => {
  server = await startServer()
  chief = server.as.administrator
})
after(() => server?.stop())

const post = (path: string, body: object) => chief.post(`/api/v1/${path}/`, body)
const made = async (path: string, body: object) => assertStatus(await post(path, body), 201).body
const product = (sku: string, more: object = {}): Promise<ApiAnswer> =>
  post('products', { sku, name: { en: sku }, base_unit: 'EA', ...more })

test('a category gets a slug of its own, numbered where it is taken', async () => {
  const top = await made('categories', { name: 'Große Büsten' })
  const below = await made('categories', { name: 'Große Büsten', parent: top.id })
  const beside = await made('categories', { name: 'Grosse Bueste n' })
  assert.deepEqual(
    [top.slug, below.slug, beside.slug],
    ['grosse-buesten', 'grosse-buesten-2', 'grosse-bueste-n'],
  )
  assertRefused(await post('categories', { name: 'Große Büsten' }), 'kit.taken')
  const renamed = await chief.patch(`/api/v1/categories/${top.slug}/`, { slug: 'other' })
  assertRefused(renamed, 'kit.frozen', '/slug')
})

test('a category with names is called by the one of the reader wherever it stands', async () => {
  const names = { en: 'Busts', de: 'Büsten' }
  const busts = await made('categories', { name: 'Büsten', names })
  const bust = assertStatus(await product('BUST', { category: busts.id }), 201).body
  const read = async (language: string) =>
    (await chief.get(`/api/v1/products/${bust.id}/`, { headers: { 'Accept-Language': language } })).body
  assert.equal((await read('en')).category_name, 'Busts')
  assert.equal((await read('de')).category_name, 'Büsten')
  const found = (await chief.get('/api/v1/categories/?search=busts')).body.results
  assert.deepEqual(
    found.map(({ id }: { id: string }) => id),
    [busts.id],
  )
})

test('a unit is called by its sign in the language of the reader, or else by its code', async () => {
  const read = async (sku: string, language: string) =>
    (await chief.get(`/api/v1/products/${sku}/`, { headers: { 'Accept-Language': language } })).body
  assertStatus(await product('NAIL', { base_unit: 'EA' }), 201)
  assert.equal((await read('NAIL', 'en')).base_unit_name, 'pcs')
  assert.equal((await read('NAIL', 'de')).base_unit_name, 'Stk')
  const wing = await made('uoms', { code: 'WING', name: 'Wing', uom_type: 'Count' })
  assertStatus(await product('PLANE', { base_unit: wing.id }), 201)
  assert.equal((await read('PLANE', 'de')).base_unit_name, 'WING')
  const change = async (body: object) => {
    const { symbol } = assertStatus(await chief.patch(`/api/v1/uoms/${wing.id}/`, body), 200).body
    return [symbol, (await read('PLANE', 'de')).base_unit_name]
  }
  assert.deepEqual(await change({ code: 'WING2' }), ['WING2', 'WING2'])
  assert.deepEqual(await change({ symbol: 'wg' }), ['wg', 'wg'])
  assert.deepEqual(await change({ code: 'WING3', symbols: { de: 'Flg' } }), ['wg', 'Flg'])
  assert.deepEqual(await change({ symbol: '', symbols: {} }), ['WING3', 'WING3'])
})

test('lists sort by what the reader reads and are searched in it', async () => {
  const list = async (language: string, query: string) =>
    (await chief.get(`/api/v1/${query}`, { headers: { 'Accept-Language': language } })).body.results
  const names = async (language: string, record: string) => {
    const rows = await list(language, `${record}/?ordering=name&page_size=100`)
    return rows.map(({ name, names: all }: any) => all?.[language] ?? name[language] ?? name.en ?? name)
  }
  assertStatus(await product('ANVIL', { name: { en: 'Anvil', de: 'Zunge' } }), 201)
  assertStatus(await product('ZEST', { name: { en: 'Zest', de: 'Äther' } }), 201)
  assertStatus(await product('MILK', { name: { en: 'Milk' } }), 201)
  await made('categories', { name: 'Apples', names: { en: 'Apples', de: 'Zunder' } })
  for (const [language, record] of [
    ['de', 'products'],
    ['en', 'products'],
    ['de', 'categories'],
    ['de', 'uoms'],
    ['de', 'countries'],
  ] as const) {
    const sorted = await names(language, record)
    assert.ok(sorted.length > 2, record)
    assert.deepEqual(sorted, sorted.toSorted(new Intl.Collator('und').compare), `${record} in ${language}`)
  }
  const found = async (language: string, search: string) =>
    (await list(language, `products/?ordering=name&search=${encodeURIComponent(search)}`)).map(
      ({ sku }: { sku: string }) => sku,
    )
  assert.deepEqual(await found('de', 'äth'), ['ZEST'])
  assert.deepEqual(await found('en', 'äth'), [])
  assert.deepEqual(await found('de', 'milk'), ['MILK'])
  // The names of the languages themselves are not searched.
  assert.deepEqual(await found('en', 'de'), [])
})

test('a tree of categories has one type and no circles, and stays while something stands in it', async () => {
  const tools = await made('categories', { name: 'Tools' })
  const hammers = await made('categories', { name: 'Hammers', parent: tools.slug })
  const paper = await made('categories', { name: 'Paper', category_type: 'DOCUMENT_TYPE' })
  const mixed = await post('categories', {
    name: 'Letters',
    parent: tools.id,
    category_type: 'DOCUMENT_TYPE',
  })
  assertRefused(mixed, 'products.category_type_differs', '/category_type')
  const circle = await chief.patch(`/api/v1/categories/${tools.id}/`, { parent: hammers.id })
  assertRefused(circle, 'kit.tree_circle', '/parent')
  const changed = await chief.patch(`/api/v1/categories/${tools.id}/`, { category_type: 'OTHER' })
  assertRefused(changed, 'products.category_type_fixed', '/category_type')
  assertRefused(await chief.delete(`/api/v1/categories/${tools.id}/`), 'kit.in_use')
  assertRefused(
    await product('PAPER', { category: paper.id }),
    'products.not_a_product_category',
    '/category',
  )
  assertStatus(await product('HAMMER', { category: hammers.id }), 201)
  assertRefused(await chief.delete(`/api/v1/categories/${hammers.id}/`), 'kit.in_use')
  assertStatus(await chief.delete(`/api/v1/categories/${paper.id}/`), 204)
})

test('the tree of a type is read at once, nested and by name', async () => {
  const root = await made('categories', { name: 'Assets', category_type: 'ASSET_TYPE' })
  for (const name of ['Vans', 'Cars']) {
    await made('categories', { name, parent: root.id, category_type: 'ASSET_TYPE' })
  }
  const { body } = assertStatus(await chief.get('/api/v1/categories/tree/ASSET_TYPE/'), 200)
  assert.equal(body.length, 1)
  assert.deepEqual(
    body[0].children.map((node: any) => node.name),
    ['Cars', 'Vans'],
  )
  assert.deepEqual((await server.other.as.administrator.get('/api/v1/categories/tree/ASSET_TYPE/')).body, [])
  assert.equal((await chief.get('/api/v1/categories/tree/NOTHING/')).status, 404)
})

test('a SKU is split at its last hyphen, unless somebody knows better', async () => {
  const split = async (sku: string, more: object = {}) => {
    const { body } = assertStatus(await product(sku, more), 201)
    return [body.base_sku, body.variant_code]
  }
  assert.deepEqual(await split('KS-17-BE'), ['KS-17', 'BE'])
  assert.deepEqual(await split('11400'), ['11400', ''])
  assert.deepEqual(await split('A-B', { base_sku: 'A-B', variant_code: 'Z' }), ['A-B', 'Z'])
})

test('a variant belongs to a family and takes over what it does not say', async () => {
  const category = await made('categories', { name: 'Shirts' })
  const shared = {
    kind: 'parent',
    category: category.id,
    tax_category: 'REDUCED',
    name: { en: 'Shirt', de: 'Hemd' },
  }
  const family = assertStatus(await product('SHIRT', shared), 201).body
  assert.equal(family.is_inventory_tracked, false, 'a family has no stock')
  assertRefused(await product('X3', { ...shared, tracking: 'lot' }), 'products.not_stocked_type', '/tracking')
  const variant = assertStatus(
    await product('SHIRT-R', { kind: 'variant', parent: family.id, name: { en: 'Red shirt' } }),
    201,
  ).body
  assert.deepEqual([variant.category, variant.tax_category], [category.id, family.tax_category])
  assert.deepEqual(variant.name, { en: 'Red shirt', de: 'Hemd' })
  const bare = await post('products', { sku: 'SHIRT-B', kind: 'variant', parent: family.sku })
  assert.deepEqual([bare.status, bare.body.name, bare.body.base_unit], [201, shared.name, family.base_unit])
  assertRefused(await post('products', { sku: 'X0', kind: 'variant', parent: null }), 'kit.required', '/name')
  assertRefused(await product('X1', { kind: 'variant' }), 'products.variant_without_family', '/parent')
  const ofVariant = await product('X2', { kind: 'variant', parent: variant.id })
  assertRefused(ofVariant, 'products.no_family', '/parent')
  assertRefused(await product('X3', { parent: family.id }), 'products.family_only_for_variants', '/parent')
  const loosened = await chief.patch(`/api/v1/products/${family.id}/`, { kind: 'simple' })
  assertRefused(loosened, 'products.family_has_variants', '/kind')
})

test('a product is activated, discontinued and reset by moves alone', async () => {
  const { id, status } = assertStatus(await product('LIFE'), 201).body
  assert.equal(status, 'draft')
  const move = (verb: string) => chief.post(`/api/v1/products/${id}/${verb}/`)
  assertRefused(await move('discontinue'), 'kit.move_not_allowed')
  assert.equal(assertStatus(await move('activate'), 200).body.status, 'active')
  assert.equal(assertStatus(await move('discontinue'), 200).body.status, 'discontinued')
  assert.equal(assertStatus(await move('reset'), 200).body.status, 'draft')
  assertRefused(
    await chief.patch(`/api/v1/products/${id}/`, { status: 'active' }),
    'kit.read_only',
    '/status',
  )
  assert.equal((await server.as.sales.post(`/api/v1/products/${id}/activate/`)).status, 403)
})

test('by what stock is counted stays once some has moved', async () => {
  const { id } = assertStatus(await product('MOVED'), 201).body
  const change = (body: object) => chief.patch(`/api/v1/products/${id}/`, body)
  assertStatus(await change({ base_unit: 'PCE' }), 200)
  const warehouse = await made('warehouses', { name: 'W', code: 'W', warehouse_type: 'OTHER' })
  await server.sql(`select set_config('erp.tenant_id', $1, false)`, [server.tenant])
  await server.sql(
    `insert into stock_move (tenant_id, organization_id, product_id, from_location_id, from_organization_id,
       to_location_id, to_organization_id, quantity, reason)
     select $1, $1, $2, s.id, $1, t.id, $1, 1, 'opening' from stock_location s, stock_location t
     where s.organization_id = $1 and s.usage = 'adjustment' and t.warehouse_id = $3
       and t.default_for = 'storage'`,
    [server.tenant, id, warehouse.id],
  )
  assertRefused(await change({ base_unit: 'EA' }), 'products.frozen_after_move', '/base_unit')
  assertRefused(await change({ tracking: 'lot' }), 'products.frozen_after_move', '/tracking')
  assertStatus(await change({ name: { en: 'Renamed' } }), 200)
})

test('a price list says for whom it is, a price in which unit', async () => {
  const list = (more: object) => post('price-lists', { code: 'L1', name: 'L', currency: 'EUR', ...more })
  const partner = await made('partners', { name: 'Someone' })
  assertRefused(await list({ level: 'tier' }), 'products.list_without_tier', '/pricing_tier')
  assertRefused(await list({ level: 'contract' }), 'products.list_without_partner', '/partner')
  assertRefused(await list({ partner: partner.id }), 'products.list_not_of_level', '/partner')
  const { id } = assertStatus(await list({}), 201).body
  const { id: thing } = assertStatus(await product('THING'), 201).body
  const price = (more: object) =>
    post('prices', { price_list: id, product: thing, price: '1', unit: 'EA', ...more })
  assertRefused(await price({ unit: 'KG' }), 'products.price_unit', '/unit')
  for (const unit of ['NO-SUCH-UNIT', '00000000-0000-4000-8000-000000000000'])
    assertRefused(await price({ unit }), 'kit.reference_missing', '/unit')
  assertRefused(await price({ price_quantity: '0' }), 'products.price_per_nothing', '/price_quantity')
  assertStatus(await price({ unit: 'DZ' }), 201)
})

test('a standard cost belongs to a legal entity, and a new one revalues what is there', async () => {
  const found = await chief.get('/api/v1/products/MOVED/')
  const cost = { product: found.body.id, standard_cost: '4', valid_from: '2020-01-01' }
  const ofSite = await post('product-companies', { ...cost, organization: server.plant1 })
  assertRefused(ofSite, 'products.cost_of_no_company', '/organization')
  assertStatus(await post('product-companies', cost), 201)
  const values = await server.sql(
    'select reason, amount::float from value_entry where product_id = $1 order by recorded_at',
    [found.body.id],
  )
  assert.deepEqual(values.at(-1), { reason: 'revaluation', amount: 4 })
})
