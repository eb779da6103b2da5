/** From quotation to paid invoice through the screens, as a clerk does it, mostly by keyboard. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsSeen } from '../kit/accessibility.ts'
import { type Clerk, post, startClerk } from '../kit/kontor.ts'
import { sellerOf } from './seller.ts'

let clerk: Clerk

before(async () => {
  clerk = await startClerk('demo')
})
after(() => clerk?.stop())

const { main, press, answer, badge, at, write } = sellerOf(() => clerk)

async function isAccessible(what: string): Promise<void> {
  assert.deepEqual(await faultsSeen(clerk.page), [], what)
}

test('a quotation is typed by keyboard, with price and totals as one types', async () => {
  const { page } = clerk
  const partner = 'Alpenladen Garmisch'
  await write('quotations', { partner, warehouse: 'Werkstattlager', product: 'LA-301-BE', quantity: '10' })
  await main().locator('.totals .gross dd').filter({ hasText: '€184.93' }).waitFor()
  await main().locator('.available.enough').waitFor()
  const quantity = main().locator('[data-line-cell="0:quantity"] input')
  await quantity.fill('ten')
  await page.keyboard.press('Control+s')
  await main().getByText('This is not a number.').waitFor()
  assert.match(page.url(), /new$/, 'what is no number is never saved as another one')
  await quantity.fill('10')
  await page.keyboard.press('Control+s')
  await at(/quotations\/[0-9a-f-]{36}$/)
  await badge('Draft')
  await isAccessible('quotation')
})

test('it is sent and accepted, and the order is confirmed', async () => {
  await press('Send')
  await badge('Sent')
  await press('Accept')
  await answer('Accept')
  await at(/sales-orders\/[0-9a-f-]{36}$/)
  await press('Confirm')
  await answer('Confirm')
  await badge('Confirmed')
  await main().locator('.progress .reserved.full').waitFor()
  assert.equal(await main().getByRole('button', { name: 'Create invoice' }).isDisabled(), true)
  await isAccessible('order')
})

test('the search over everything finds partners by name and documents by number', async () => {
  const { page } = clerk
  const here = page.url()
  const number = await main().getByRole('heading', { level: 1 }).innerText()
  for (const [text, place] of [
    ['Alpenladen', /contact\/partners\/[0-9a-f-]{36}$/],
    [number, /sales-orders\/[0-9a-f-]{36}$/],
  ] as const) {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: /Search/ }).fill(text)
    await page.getByRole('option', { name: text }).first().waitFor()
    await page.keyboard.press('Enter')
    await at(place)
  }
  assert.equal(page.url(), here)
})

test('the goods are picked by scanner and shipped', async () => {
  const { page } = clerk
  await press('Create delivery')
  await at(/deliveries\/[0-9a-f-]{36}$/)
  await press('Ready')
  const scan = main().getByRole('textbox', { name: /Scan/ })
  await scan.fill('NOT-THERE')
  await scan.press('Enter')
  await main().getByRole('alert').filter({ hasText: 'NOT-THERE is not on this delivery.' }).waitFor()
  await scan.fill('LA-301-BE')
  await scan.press('Enter')
  await main().getByText('1 of 1 picked').waitFor()
  await isAccessible('picking')
  await page.reload()
  await main().getByText('1 of 1 picked').waitFor()
  await press('Ship')
  await badge('Shipped')
})

test('a shipment booked by mistake is taken back with a reason, and goes out anew', async () => {
  const { page } = clerk
  await press('Reverse')
  const dialog = page.getByRole('dialog')
  assert.equal(await dialog.getByRole('button', { name: 'Reverse' }).isDisabled(), true)
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('It still stands in the hall.')
  await isAccessible('taking back')
  await answer('Reverse')
  await badge('Cancelled')
  await main().getByText('It still stands in the hall.').first().waitFor()
  await main()
    .getByRole('navigation', { name: 'From quotation to payment' })
    .getByRole('link', { name: /Confirmed/ })
    .click()
  await at(/sales-orders\/[0-9a-f-]{36}$/)
  await press('Create delivery')
  await at(/deliveries\/[0-9a-f-]{36}$/)
  await press('Ready')
  await press('Left earlier')
  await answer('Ship')
  const left = dialog.getByLabel(/^Left at/)
  await left.fill('1/1/2999')
  await dialog.getByText('This time has not come yet.').waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Ship' }).isDisabled(), true)
  await left.fill('+0')
  await isAccessible('left earlier')
  await answer('Ship')
  await badge('Shipped')
})

test('the invoice is posted and its PDF shown', async () => {
  const { page } = clerk
  await press('Create invoice')
  await at(/invoices\/[0-9a-f-]{36}$/)
  await press('Post')
  await answer('Post')
  await badge('Open')
  const paper = main().locator('iframe')
  assert.match(String(await paper.getAttribute('src')), /^blob:/)
  const id = page.url().split('/').at(-1)
  const original = await clerk.context.request.get(`/api/v1/invoices/${id}/pdf/`)
  assert.equal((await original.body()).subarray(0, 5).toString(), '%PDF-')
  await main().locator('.taxes').getByText('DE-S-19').waitFor()
  await isAccessible('invoice')
})

/** As another clerk would: a transfer that is to be shipped. */
const draftTransfer = (sku: string): Promise<string> =>
  clerk.page.evaluate(async (wanted) => {
    const get = async (path: string): Promise<any> => (await fetch(`/api/v1/${path}`)).json()
    const { csrf_token: token } = await get('auth/session/')
    const headers = { 'content-type': 'application/json', 'x-csrf-token': token, 'if-match': '"1"' }
    const post = async (path: string, body: object): Promise<any> => {
      const answer = await fetch(`/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      return answer.json()
    }
    const [product] = (await get(`products/?search=${wanted}`)).results
    const [level] = (await get(`stock-levels/?product=${product.id}`)).results
    const held = (await get(`stock-balances/?product=${product.id}`)).results
    const shelf = held.find((row: { on_hand: string }) => Number(row.on_hand) >= 5)
    const others = (await get('warehouses/')).results
    const to = others.find(({ id }: { id: string }) => id !== level.warehouse).id
    const line = {
      product: product.id,
      quantity: '5',
      unit: product.base_unit,
      from_location: shelf.location,
    }
    const body = { from_warehouse: level.warehouse, to_warehouse: to, lines: [line] }
    const made = await post('stock-transfers/', body)
    return made.status === 'draft' ? made.id : JSON.stringify(made)
  }, sku)

test('a transfer arrives in two goes, and what is missing is said why', async () => {
  const { page } = clerk
  const invoice = page.url()
  const id = await draftTransfer('LA-301-BE')
  assert.match(id, /^[0-9a-f-]{36}$/)
  await page.goto(`/en/inventory/stock-transfers/${id}`)
  await press('Ship')
  await page.getByText(/: Shipped$/).waitFor()
  const dialog = page.getByRole('dialog')
  await press('Receive part')
  await dialog.getByRole('textbox').first().fill('2')
  await isAccessible('receiving a part')
  await answer('Receive part')
  await badge('Partly received')
  await press('Receive')
  await dialog.getByText('3\u00a0pcs on its way').waitFor()
  await dialog.getByRole('textbox').first().fill('1')
  await dialog.getByRole('textbox', { name: 'Why the rest is missing' }).fill('Dropped')
  await answer('Receive')
  await badge('Received')
  await main().getByText('Dropped').first().waitFor()
  await page.goto(invoice)
  await badge('Open')
})

test('it is paid with its cash discount, and the whole trail says so', async () => {
  const number = await main().getByRole('heading', { level: 1 }).innerText()
  await press('Record payment')
  const dialog = clerk.page.getByRole('dialog')
  const settled = dialog.getByRole('checkbox', { name: `Settle ${number}` })
  await settled.waitFor()
  assert.equal(await settled.isChecked(), true)
  await isAccessible('payment')
  await answer('Record payment')
  await badge('Paid')
  const trail = main().getByRole('navigation', { name: 'From quotation to payment' })
  for (const state of ['Accepted', 'Confirmed', 'Shipped', 'Paid', 'Posted']) {
    await trail.getByText(state, { exact: true }).waitFor()
  }
  await trail.getByRole('link', { name: /Confirmed/ }).click()
  await main().locator('.progress .invoiced.full').waitFor()
  assert.deepEqual(clerk.complaints, [])
})

test('what goes with the goods and lies on no shelf stands below the picking list', async () => {
  const { request } = clerk.context
  const read = async (path: string) => (await request.get(`/api/v1/deliveries/${path}`)).json()
  const { results } = await read('?status=shipped&page_size=100')
  const all = await Promise.all(results.map(({ id }: { id: string }) => read(`${id}/`)))
  const unpicked = (line: { picks: unknown[] }) => line.picks.length === 0
  const mixed = all.find(({ lines }) => lines.some(unpicked) && !lines.every(unpicked))
  await clerk.page.goto(`/en/sales/deliveries/${mixed.id}`)
  const part = main().getByRole('region', { name: 'Not from stock' })
  await part.getByText(mixed.lines.find(unpicked).product_name).waitFor()
  assert.equal(await part.getByRole('row').count(), 1 + mixed.lines.filter(unpicked).length)
})

test('from several orders of a customer come one delivery and one invoice', async () => {
  const { page } = clerk
  const numbers: string[] = []
  for (const product of ['LA-301-BE', 'LA-302-BE']) {
    await write('sales-orders', {
      partner: 'Alpenladen Garmisch',
      warehouse: 'Werkstattlager',
      product,
      quantity: '1',
    })
    await page.keyboard.press('Control+s')
    await at(/sales-orders\/[0-9a-f-]{36}$/)
    await press('Confirm')
    await answer('Confirm')
    await badge('Confirmed')
    numbers.push(await main().getByRole('heading', { level: 1 }).innerText())
  }
  const choose = async () => {
    await page.goto('/en/sales/sales-orders?status=confirmed')
    for (const name of numbers) await main().getByRole('row', { name }).getByRole('checkbox').check()
  }
  await page.goto('/en/sales/deliveries/new')
  await at(/sales-orders\?status=confirmed/)
  await page.getByText('Choose the orders of a customer that are to be delivered.').first().waitFor()
  await choose()
  await isAccessible('chosen orders')
  await press('Create delivery')
  await at(/deliveries\/[0-9a-f-]{36}$/)
  await press('Ready')
  await main().getByText('0 of 2 picked').waitFor()
  await press('Ship')
  await answer('Ship')
  await badge('Shipped')
  const delivery = await main().getByRole('heading', { level: 1 }).innerText()
  await press('Create return')
  await at(/customer-returns\/[0-9a-f-]{36}$/)
  const returned = main().locator('[data-line-cell="1:delivery_line"] input')
  assert.match(await returned.inputValue(), new RegExp(`^${delivery}: .*LA-30[12]-BE`))
  await choose()
  await press('Create invoice')
  await at(/invoices\/[0-9a-f-]{36}$/)
  await main().locator('[data-line-cell^="1:"]').first().waitFor()
  await press('Post')
  await answer('Post')
  await badge('Open')
})

test('what a payment did not settle is set against the open items of its payer later', async () => {
  const { page, context } = clerk
  const number = await main().getByRole('heading', { level: 1 }).innerText()
  const partners = await context.request.get('/api/v1/partners/?search=Alpenladen')
  const [partner] = (await partners.json()).results
  const { id } = await post(clerk, 'payments', { partner: partner.id, amount: '5' })
  await page.goto(`/en/sales/payments/${id}`)
  await main().getByText('Not allocated yet: €5.00').waitFor()
  await main()
    .getByRole('checkbox', { name: `Settle ${number}` })
    .check()
  await isAccessible('rest of a payment')
  await press('Allocate')
  await main().getByText('Not allocated yet').waitFor({ state: 'detached' })
  await main().getByRole('link', { name: number }).first().click()
  await badge('Partly paid')
  assert.deepEqual(clerk.complaints, [])
})
