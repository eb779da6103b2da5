/** Receipts, transfers between sites and counts of every kind, over HTTP, as the screens send them (DOMAIN 6, 15). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dateIn } from '#contract/kit/dates.ts'
import { assertRefused, assertStatus, type ApiClient } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
let chief: ApiClient
let mug: string
let pieces: string
const warehouses: Record<string, string> = {}

before(async () => {
  server = await startServer()
  chief = server.as.administrator
  const product = { sku: 'MUG', name: { en: 'Mug' }, base_unit: 'EA', tax_category: 'STANDARD' }
  mug = (await made('products', product)).id
  await moved('products', mug, 'activate')
  for (const [name, organization] of Object.entries({ here: server.plant1, there: server.plant2 })) {
    const body = { name, code: name, warehouse_type: 'MANUFACTURING', organization }
    warehouses[name] = (await made('warehouses', body)).id
  }
  const [unit] = await server.sql<{ id: string }>(`select id from unit where code = 'EA'`)
  pieces = unit?.id ?? ''
  const receipt = { warehouse: warehouses.here, lines: [{ product: mug, quantity: '20', unit: pieces }] }
  await moved('goods-receipts', (await made('goods-receipts', receipt)).id, 'post')
})
after(() => server?.stop())

const made = async (path: string, body: object) =>
  assertStatus(await chief.post(`/api/v1/${path}/`, body), 201).body
const moved = async (path: string, id: string, move: string, body: object = {}) =>
  assertStatus(await chief.post(`/api/v1/${path}/${id}/${move}/`, body), 200).body

/** What lies where: by name of warehouse and place. */
async function held(): Promise<Record<string, number>> {
  const rows = await server.sql<{ place: string; quantity: number }>(
    `select w.name || ' ' || l.name as place, b.on_hand::float as quantity from stock_balance b
    join stock_location l on l.tenant_id = b.tenant_id and l.id = b.location_id
    join warehouse w on w.tenant_id = b.tenant_id and w.id = b.warehouse_id
    where b.product_id = $1 and b.on_hand > 0 order by 1`,
    [mug],
  )
  return Object.fromEntries(rows.map(({ place, quantity }) => [place, quantity]))
}

async function placeOf(name: string): Promise<string> {
  const rows = await server.sql<{ id: string }>(
    `select l.id from stock_location l join warehouse w on w.tenant_id = l.tenant_id and w.id = l.warehouse_id
    where w.name || ' ' || l.name = $1`,
    [name],
  )
  return rows[0]?.id ?? ''
}

async function sent(quantity: string) {
  const lines = [{ product: mug, quantity, unit: pieces }]
  const body = { from_warehouse: warehouses.here, to_warehouse: warehouses.there, lines }
  const { id } = await made('stock-transfers', body)
  const shipped = await moved('stock-transfers', id, 'ship')
  return { id, line: shipped.lines[0].id as string, receive: `/api/v1/stock-transfers/${id}/receive/` }
}

test('a receipt is numbered in the year of its day, and posted at no instant to come', async () => {
  const lines = [{ product: mug, quantity: '1', unit: pieces }]
  const body = { warehouse: warehouses.there, receipt_date: '2024-12-31', lines }
  const receipt = await made('goods-receipts', body)
  assert.match(receipt.number, /^GR2024-/)
  const path = `/api/v1/goods-receipts/${receipt.id}/`
  const ahead = { received_at: '2999-01-01T00:00:00Z' }
  assertRefused(await chief.post(`${path}post/`, ahead), 'inventory.in_the_future', '/received_at')
  assertStatus(await chief.delete(path), 204)
})

test('a wrong receipt is taken back with a reason: goods and value leave again, its lots stay', async () => {
  const product = {
    sku: 'JAR',
    name: { en: 'Jar' },
    base_unit: 'EA',
    tax_category: 'STANDARD',
    tracking: 'lot',
  }
  const jar = (await made('products', product)).id
  await moved('products', jar, 'activate')
  await made('product-companies', { product: jar, standard_cost: '2', valid_from: '2020-01-01' })
  const lines = [{ product: jar, quantity: '5', unit: pieces, lot_number: 'J1' }]
  const received = async () => (await made('goods-receipts', { warehouse: warehouses.here, lines })).id
  const [first, second] = [await received(), await received()]
  for (const id of [first, second]) await moved('goods-receipts', id, 'post')
  const books = () =>
    server.sql(
      `select (select sum(on_hand)::float from stock_balance where product_id = $1) as on_hand,
        (select sum(amount)::float from value_entry where product_id = $1) as amount,
        (select count(*)::int from lot where product_id = $1) as lots`,
      [jar],
    )
  assert.deepEqual(await books(), [{ on_hand: 10, amount: 20, lots: 1 }])
  const path = `/api/v1/goods-receipts/${first}/reverse/`
  assertRefused(await chief.post(path), 'kit.required', '/reason')
  assertStatus(await server.as.sales.post(path, { reason: 'x' }), 403)
  const back = await moved('goods-receipts', first, 'reverse', { reason: 'Other pallet' })
  assert.deepEqual([back.status, back.reversal_reason], ['cancelled', 'Other pallet'])
  assert.deepEqual(await books(), [{ on_hand: 5, amount: 10, lots: 1 }])
  const notes = await server.sql(
    `select note from stock_move where product_id = $1 and reason = 'reversal'`,
    [jar],
  )
  assert.deepEqual(notes, [{ note: 'Other pallet' }])
  assertRefused(await chief.post(path, { reason: 'Again' }), 'kit.move_not_allowed')

  const [lot] = await server.sql<{ id: string }>('select id from lot where product_id = $1', [jar])
  const taken = [{ product: jar, quantity: '1', unit: pieces, lot: lot?.id }]
  const route = { from_warehouse: warehouses.here, to_warehouse: warehouses.there, lines: taken }
  const transfer = (await made('stock-transfers', route)).id
  await moved('stock-transfers', transfer, 'ship')
  const again = () => chief.post(`/api/v1/goods-receipts/${second}/reverse/`, { reason: 'Never came' })
  const gone = await again()
  assertRefused(gone, 'inventory.receipt_gone')
  assert.match(gone.body.title, /5 of JAR came into Stock, only 4 lie there now/)
  await moved('stock-transfers', transfer, 'return_rest', { reason: 'Needed here' })
  assertStatus(await again(), 200)
  assert.deepEqual(
    await books(),
    [{ on_hand: 0, amount: 0, lots: 1 }],
    'though they had been away in between',
  )
})

test('a transfer is on its way until it is received', async () => {
  const { id } = await sent('5')
  assert.deepEqual(await held(), { 'here Stock': 15, 'here Transit': 5 })
  const received = await moved('stock-transfers', id, 'receive')
  assert.deepEqual([received.status, received.lines[0].received_quantity], ['received', '5'])
  assert.deepEqual(await held(), { 'here Stock': 15, 'there Stock': 5 })
  assertRefused(await chief.post(`/api/v1/stock-transfers/${id}/receive/`), 'kit.move_not_allowed')
})

test('what is missing needs a reason, and is booked with it', async () => {
  const { id, line, receive } = await sent('10')
  for (const [said, code, pointer] of [
    [{ received: { [line]: '7' } }, 'inventory.difference_unexplained', `/reasons/${line}`],
    [{ received: { [line]: 'seven' } }, 'kit.wrong_type', `/received/${line}`],
    [{ received: { [line]: '-1' } }, 'kit.wrong_type', `/received/${line}`],
    [{ received: ['7'] }, 'kit.wrong_type', '/received'],
    [{ received: { [id]: '7' } }, 'kit.wrong_type', '/received'],
  ] as const)
    assertRefused(await chief.post(receive, said), code, pointer)
  assertRefused(await chief.post(receive, { received: { [line]: '11' } }), 'inventory.too_much_received')
  assert.deepEqual(await held(), { 'here Stock': 5, 'here Transit': 10, 'there Stock': 5 })
  const reasons = { [line]: 'Broken on the way' }
  const received = await moved('stock-transfers', id, 'receive', { received: { [line]: '7' }, reasons })
  const [{ received_quantity, difference_reason }] = received.lines
  assert.deepEqual([received_quantity, difference_reason], ['7', 'Broken on the way'])
  assert.deepEqual(await held(), { 'here Stock': 5, 'there Stock': 12 })
  const lost = await server.sql(`select quantity::float, note from stock_move where reason = 'loss'`)
  assert.deepEqual(lost, [{ quantity: 3, note: 'Broken on the way' }])
})

test('a transfer arrives in several goes, and what has not come yet stays in transit', async () => {
  const before = await held()
  const transit = async () => (await held())['here Transit'] ?? 0
  const { id, line, receive } = await sent('3')
  const part = (received: object, version?: object) =>
    chief.post(`/api/v1/stock-transfers/${id}/receive_part/`, { received, ...version })
  assertRefused(await part({}), 'inventory.nothing_received', '/received')
  assertRefused(await part({ [line]: '3' }), 'inventory.all_received', '/received')
  assertRefused(await part({ [line]: '4' }), 'inventory.too_much_received')
  assert.equal(await transit(), 3)
  const first = assertStatus(await part({ [line]: '1' }), 200).body
  assert.deepEqual([first.status, first.lines[0].received_quantity], ['partly_received', '1'])
  assert.deepEqual(first._permissions.moves.toSorted(), ['receive', 'receive_part', 'return_rest'])
  assert.equal(await transit(), 2)
  assertRefused(await part({ [line]: '3' }), 'inventory.too_much_received')
  assertRefused(await chief.post(receive, { received: { [line]: '3' } }), 'inventory.too_much_received')
  const second = assertStatus(await part({ [line]: '1' }), 200).body
  assert.deepEqual([second.status, second.lines[0].received_quantity], ['partly_received', '2'])
  const last = await moved('stock-transfers', id, 'receive')
  assert.deepEqual([last.status, last.lines[0].received_quantity], ['received', '3'])
  const after = await held()
  assert.equal(after['here Stock'], (before['here Stock'] ?? 0) - 3)
  assert.equal(after['there Stock'], (before['there Stock'] ?? 0) + 3)
  assert.equal(after['here Transit'], undefined)
})

test('within one warehouse goods go from place to place at once', async () => {
  const shelf = { name: 'Shelf', usage: 'storage' }
  const place = async (warehouse?: string) => (await made('stock-locations', { ...shelf, warehouse })).id
  const near = await place(warehouses.here)
  const far = await place(warehouses.there)
  const within = { from_warehouse: warehouses.here, to_warehouse: warehouses.here }
  const line = { product: mug, quantity: '2', unit: pieces }
  const asked = (places: object, header: object = within) =>
    chief.post('/api/v1/stock-transfers/', { ...header, lines: [{ ...line, ...places }] })
  const pointer = '/lines/0/to_location'
  assertRefused(await asked({}), 'inventory.same_place', pointer)
  assertRefused(await asked({ from_location: near, to_location: near }), 'inventory.same_place', pointer)
  assertRefused(await asked({ to_location: far }), 'inventory.place_elsewhere', pointer)
  const across = { ...within, to_warehouse: warehouses.there }
  const wrong = await asked({ from_location: far, to_location: near }, across)
  assertRefused(wrong, 'inventory.place_elsewhere', '/lines/0/from_location')
  assertRefused(wrong, 'inventory.place_elsewhere', pointer)

  const received = { warehouse: warehouses.here, lines: [{ ...line, location: far }] }
  const elsewhere = ['inventory.place_elsewhere', '/lines/0/location'] as const
  assertRefused(await chief.post('/api/v1/goods-receipts/', received), ...elsewhere)
  const half = { warehouse: warehouses.here, lines: [{ ...line, quantity: '12.5' }] }
  assertRefused(await chief.post('/api/v1/goods-receipts/', half), 'products.not_whole', '/lines/0/quantity')
  const less = { product: mug, location: near, counted_quantity: '0.5' }
  const fine = await chief.post('/api/v1/stock-counts/', { warehouse: warehouses.here, lines: [less] })
  assertRefused(fine, 'products.not_whole', '/lines/0/counted_quantity')
  const counted = { product: mug, location: far, counted_quantity: '1' }
  const count = { warehouse: warehouses.here, lines: [counted] }
  assertRefused(await chief.post('/api/v1/stock-counts/', count), ...elsewhere)

  const before = await held()
  const { id } = assertStatus(await asked({ to_location: near }), 201).body
  const shipped = await moved('stock-transfers', id, 'ship')
  assert.deepEqual([shipped.status, shipped.lines[0].received_quantity], ['received', '2'])
  assert.deepEqual(shipped._permissions.moves, [])
  const after = await held()
  assert.deepEqual([after['here Shelf'], after['here Transit']], [2, before['here Transit']])
  assert.equal(after['here Stock'] ?? 0, (before['here Stock'] ?? 0) - 2)
  const back = await asked({ from_location: near, to_location: await placeOf('here Stock') })
  await moved('stock-transfers', back.body.id, 'ship')
  assert.deepEqual(await held(), before)
})

test('the rest of a transfer is lost with a reason, or goes back to its sender', async () => {
  const back = { from_warehouse: warehouses.there, to_warehouse: warehouses.here }
  const lines = [{ product: mug, quantity: '5', unit: pieces }]
  const before = await held()
  async function partly() {
    const { id } = await made('stock-transfers', { ...back, lines })
    const [line] = (await moved('stock-transfers', id, 'ship')).lines
    await moved('stock-transfers', id, 'receive_part', { received: { [line.id]: '2' } })
    return { id, line: line.id as string }
  }
  const one = await partly()
  const said = { received: { [one.line]: '1' }, reasons: { [one.line]: 'Fell off' } }
  const closed = await moved('stock-transfers', one.id, 'receive', said)
  assert.deepEqual(
    [closed.status, closed.lines[0].received_quantity, closed.lines[0].difference_reason],
    ['received', '3', 'Fell off'],
  )
  const other = await partly()
  const path = `/api/v1/stock-transfers/${other.id}/return_rest/`
  assertRefused(await chief.post(path), 'kit.required', '/reason')
  const receiver = { username: 'receiver.here', role: 'warehouse', organization: server.plant1 }
  assertStatus(await (await server.addUser(receiver)).post(path, { reason: 'Not mine' }), 403)
  const returned = await moved('stock-transfers', other.id, 'return_rest', { reason: 'Van broke down' })
  const [{ received_quantity, returned_quantity, difference_reason }] = returned.lines
  assert.deepEqual(
    [returned.status, received_quantity, returned_quantity, difference_reason],
    ['received', '2', '3', 'Van broke down'],
  )
  const after = await held()
  assert.equal(after['there Transit'], undefined)
  assert.equal(after['there Stock'], (before['there Stock'] ?? 0) - 5 - 2)
  assert.equal(after['here Stock'], (before['here Stock'] ?? 0) + 3 + 2)
})

test('both sites read a transfer; who takes it in belongs to the other one', async () => {
  const keeper = (username: string, organization: string) =>
    server.addUser({ username, role: 'warehouse', organization })
  const sender = await keeper('keeper.here', server.plant1)
  const receiver = await keeper('keeper.there', server.plant2)
  const lines = [{ product: mug, quantity: '2', unit: pieces }]
  const body = { from_warehouse: warehouses.here, to_warehouse: warehouses.there, lines }
  const { id } = assertStatus(await sender.post('/api/v1/stock-transfers/', body), 201).body
  const path = `/api/v1/stock-transfers/${id}/`
  assertStatus(await sender.post(`${path}ship/`), 200)
  const seen = assertStatus(await receiver.get(path), 200).body
  assert.deepEqual([seen.lines[0].quantity, seen._permissions.moves], ['2', ['receive', 'receive_part']])
  const { results } = (await receiver.get('/api/v1/stock-transfers/?status=shipped')).body
  assert.deepEqual(
    results.map((row: any) => row.id),
    [id],
  )
  assertStatus(await receiver.patch(path, { notes: 'Not mine' }), 403)
  assertStatus(await receiver.post(`${path}receive/`), 200)
  assert.equal(assertStatus(await sender.get(path), 200).body.status, 'received')
  const draft = assertStatus(
    await receiver.post('/api/v1/stock-transfers/', {
      from_warehouse: warehouses.there,
      to_warehouse: warehouses.here,
      lines,
    }),
    201,
  ).body
  assertStatus(await sender.post(`/api/v1/stock-transfers/${draft.id}/ship/`), 403)
  assertStatus(await server.other.as.administrator.get(path), 404)
})

test('a count posts its difference, whatever its reason', async () => {
  const warehouse = warehouses.there
  const query = `product=${mug}&location__warehouse=${warehouse}`
  const places = (await chief.get(`/api/v1/stock-balances/?${query}`)).body.results
  const { location, on_hand } = places.find((row: any) => row.location_name === 'Stock')
  const line = { product: mug, location, counted_quantity: '3' }
  const twice = { warehouse, lines: [line, { ...line, counted_quantity: '4' }] }
  assertRefused(await chief.post('/api/v1/stock-counts/', twice), 'inventory.counted_twice', '/lines/1')
  const ahead = { warehouse, lines: [{ ...line, counted_at: '2999-01-01T00:00:00Z' }] }
  const pointer = '/lines/0/counted_at'
  assertRefused(await chief.post('/api/v1/stock-counts/', ahead), 'inventory.in_the_future', pointer)
  let counted = Number(on_hand)
  for (const [reason, change] of Object.entries({
    count: 1,
    loss: -2,
    scrap: -1,
    found: 3,
    correction: -1,
    opening: 0,
  })) {
    const book = String(counted)
    counted += change
    const lines = [{ product: mug, location, counted_quantity: String(counted) }]
    const { id } = await made('stock-counts', { warehouse: warehouses.there, reason, lines })
    const [line] = (await moved('stock-counts', id, 'post')).lines
    assert.deepEqual([line.book_quantity, line.difference], [book, String(change)], reason)
  }
  assert.equal((await held())['there Stock'], Number(on_hand))
})

test('a year has its months; what is closed takes no goods any more', async () => {
  const year = { organization: server.root, code: '2021/22', starts_on: '2021-07-01', ends_on: '2022-06-30' }
  const { periods, ...kept } = await made('fiscal-years', year)
  assert.equal(periods.length, 12)
  const [first] = periods
  assert.deepEqual(
    [first.starts_on, first.ends_on, periods[7].ends_on, periods[11].ends_on],
    ['2021-07-01', '2021-07-31', '2022-02-28', '2022-06-30'],
  )
  const path = `/api/v1/fiscal-years/${kept.id}/`
  const overlapping = { ...year, code: 'again', starts_on: '2022-06-30', ends_on: '2023-06-29' }
  assertRefused(
    await chief.post('/api/v1/fiscal-years/', overlapping),
    'organization.fiscal_year_overlaps',
    '/starts_on',
  )
  const outside = [{ ...first, ends_on: '2022-07-01' }]
  assertRefused(await chief.patch(path, { periods: outside }), 'organization.period_outside_year')
  const twice = [first, { ...first, id: undefined, number: 2 }]
  assertRefused(await chief.patch(path, { periods: twice }), 'organization.periods_overlap')
  const received = async (day: string) => {
    const lines = [{ product: mug, quantity: '1', unit: pieces }]
    const { id } = await made('goods-receipts', { warehouse: warehouses.here, receipt_date: day, lines })
    return chief.post(`/api/v1/goods-receipts/${id}/post/`, {})
  }
  const closed = periods.map((period: any) => ({ ...period, is_stock_open: period.number > 2 }))
  assertStatus(await server.as.accounts.patch(path, { periods: closed }), 200)
  assertRefused(await received('2021-08-31'), 'inventory.period_closed')
  assertRefused(await received('2020-01-01'), 'inventory.period_closed')
  const last = assertStatus(await received('2021-09-01'), 200).body
  assertStatus(await server.as.sales.patch(path, { periods }), 403)

  // A reversal goes into an open period too: that of its receipt, else today's.
  const today = dateIn('Europe/Berlin', new Date())
  const years = (await chief.get('/api/v1/fiscal-years/?page_size=100')).body.results
  const current = years.find((entry: any) => entry.starts_on <= today && today <= entry.ends_on)
  const shut = async (id: string, isOpen: boolean) => {
    const all = (await chief.get(`/api/v1/fiscal-years/${id}/`)).body.periods
    const next = all.map((period: any) => ({ ...period, is_stock_open: isOpen }))
    assertStatus(await server.as.accounts.patch(`/api/v1/fiscal-years/${id}/`, { periods: next }), 200)
  }
  const back = () => chief.post(`/api/v1/goods-receipts/${last.id}/reverse/`, { reason: 'Wrong site' })
  await shut(kept.id, false)
  await shut(current.id, false)
  assertRefused(await back(), 'inventory.period_closed')
  await shut(current.id, true)
  assertStatus(await back(), 200)
  const [move] = await server.sql<{ day: string }>(
    `select (effective_at at time zone 'Europe/Berlin')::date::text as day from stock_move
    where note = 'Wrong site'`,
  )
  // Or the next, where midnight has come between.
  assert.ok([today, dateIn('Europe/Berlin', new Date())].includes(move?.day ?? ''), move?.day)
})
