/** Payments as a book-keeper allocates them: over several invoices, with discount, credit note and write-off. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Books, openBooks } from '#server/modules/sales/testing/books.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'

let books: Books
let product: string
before(async () => {
  books = await openBooks({ now: () => new Date('2026-03-02T09:00:00Z') })
  product = await books.shop.product('PAID', { price: '100' })
  await books.shop.receive(product, '1000')
})
after(() => books?.shop.server.stop())

async function posted(quantity: string) {
  const order = await books.shop.confirmed([{ product, quantity }])
  await books.ship(order.id)
  return books.posted([order.id])
}

test('one transfer pays three invoices and takes a credit note off', async () => {
  const { shop, chief } = books
  const [one, two, three] = [await posted('1'), await posted('1'), await posted('1')]
  const fourth = await posted('1')
  await books.pay([{ invoice: fourth.id, amount: '119' }], '119')
  await shop.move('invoices', fourth.id, 'cancel', { reason: 'Came back' })
  const [credit] = (await chief.get(`/api/v1/open-items/?direction=payable`)).body.results
  assert.equal(credit.open_amount, '119')
  const allocations = [
    { invoice: one.id, amount: '119' },
    { invoice: two.id, amount: '119' },
    { invoice: three.id, amount: '119', kind: 'credit_note', credit_item: credit.id },
  ]
  const paid = await books.pay(allocations, '238')
  assert.equal(paid.unallocated_amount, '0')
  for (const { id } of [one, two, three]) assert.equal((await shop.read('invoices', id)).state, 'paid')
  assert.equal((await shop.read('open-items', credit.id)).open_amount, '0')
})

test('a cash discount is taken in time only, settles the rest and corrects the tax', async () => {
  const { shop, chief } = books
  const invoice = await posted('2')
  const [item] = (await chief.get(`/api/v1/open-items/?invoice=${invoice.id}`)).body.results
  assert.deepEqual([item.discount_date, item.discount_amount], ['2026-03-12', '4.76'])
  const payment = (payment_date: string, discount: string) => ({
    partner: shop.customer,
    amount: '233.24',
    payment_date,
    allocations: [
      { invoice: invoice.id, amount: '233.24' },
      { invoice: invoice.id, amount: discount, kind: 'cash_discount' },
    ],
  })
  assertRefused(
    await chief.post('/api/v1/payments/', payment('2026-03-13', '4.76')),
    'sales.discount_too_late',
  )
  const over = { ...payment('2026-03-12', '4.77'), amount: '233.23' }
  over.allocations = [{ invoice: invoice.id, amount: '4.77', kind: 'cash_discount' }]
  assertRefused(await chief.post('/api/v1/payments/', over), 'sales.discount_too_great')
  assertStatus(await chief.post('/api/v1/payments/', payment('2026-03-12', '4.76')), 201)
  assert.equal((await shop.read('invoices', invoice.id)).state, 'paid')
  const stranger = shop.server.other.as.administrator
  for (const path of [`invoices/${invoice.id}`, `open-items/${item.id}`]) {
    const { results, sums } = assertStatus(await chief.get(`/api/v1/${path}/tax-corrections/`), 200).body
    const corrected = {
      tax_code: 'DE-S-19',
      en16931_category: 'S',
      tax_percent: '19',
      net_amount: '-4',
      tax_amount: '-0.76',
    }
    assert.deepEqual(sums, [corrected])
    assert.deepEqual(
      [results[0].payment_date, results[0].open_item, results[0].kind],
      ['2026-03-12', item.id, 'cash_discount'],
    )
    assert.equal((await stranger.get(`/api/v1/${path}/tax-corrections/`)).status, 404)
  }
})

test('each step of a cash discount is kept, and the one of the day is given', async () => {
  const { shop, chief } = books
  const discounts = [
    { days: 10, percent: '3' },
    { days: 20, percent: '2' },
  ]
  const made = await chief.post('/api/v1/payment-terms/', {
    code: 'TWO-STEPS',
    title: { en: 'Two steps.' },
    instalments: [{ percent: '100', net_days: 30, discounts }],
  })
  const order = await shop.confirmed([{ product, quantity: '1' }], {
    payment_term: assertStatus(made, 201).body.id,
  })
  await books.ship(order.id)
  const invoice = await books.posted([order.id])
  const [item] = (await chief.get(`/api/v1/open-items/?invoice=${invoice.id}`)).body.results
  assert.deepEqual(item.discounts, [
    { until: '2026-03-12', percent: '3', amount: '3.57', payable: '115.43' },
    { until: '2026-03-22', percent: '2', amount: '2.38', payable: '116.62' },
  ])
  const pay = (payment_date: string, amount: string, discount: string) =>
    chief.post('/api/v1/payments/', {
      partner: shop.customer,
      amount,
      payment_date,
      allocations: [
        { invoice: invoice.id, amount },
        { invoice: invoice.id, amount: discount, kind: 'cash_discount' },
      ],
    })
  assertRefused(await pay('2026-03-13', '115.43', '3.57'), 'sales.discount_too_great')
  assertRefused(await pay('2026-03-23', '116.62', '2.38'), 'sales.discount_too_late')
  assertStatus(await pay('2026-03-22', '116.62', '2.38'), 201)
  assert.equal((await shop.read('invoices', invoice.id)).state, 'paid')
})

test('money is never allocated beyond the payment or the item, also by two at once', async () => {
  const { shop, chief } = books
  const invoice = await posted('1')
  const whole = {
    partner: shop.customer,
    amount: '119',
    allocations: [{ invoice: invoice.id, amount: '119' }],
  }
  assertRefused(await chief.post('/api/v1/payments/', { ...whole, amount: '100' }), 'sales.payment_exceeded')
  const twins = await Promise.all([1, 2, 3].map(() => chief.post('/api/v1/payments/', whole)))
  assert.deepEqual(twins.map(({ status }) => status).toSorted(), [201, 409, 409])
  const stranger = await books.customer('Fremde', 'DE')
  const theirs = { ...whole, partner: stranger }
  assertRefused(await chief.post('/api/v1/payments/', theirs), 'sales.other_payer')
  const negative = { ...whole, allocations: [{ invoice: invoice.id, amount: '-1' }] }
  assertRefused(await chief.post('/api/v1/payments/', negative), 'sales.wrong_allocation')
})

test('the rest of a payment is allocated later, and a small difference written off', async () => {
  const { shop, chief } = books
  const invoice = await posted('1')
  const payment = await books.pay([], '118.90')
  assert.equal(payment.unallocated_amount, '118.9')
  const path = `/api/v1/payments/${payment.id}/allocate/`
  const allocations = [
    { invoice: invoice.id, amount: '118.90' },
    { invoice: invoice.id, amount: '0.10', kind: 'write_off' },
  ]
  const done = assertStatus(await chief.post(path, { allocations }), 200).body
  assert.equal(done.unallocated_amount, '0')
  assert.equal((await shop.read('invoices', invoice.id)).state, 'paid')
  assertRefused(
    await chief.post(path, { allocations: [{ invoice: invoice.id, amount: '1' }] }),
    'sales.over_allocated',
  )
  assertRefused(await chief.patch(`/api/v1/payments/${payment.id}/`, { amount: '5' }), 'kit.not_editable')
})

test('instalments are paid in the order in which they are due', async () => {
  const { shop, chief } = books
  const term = assertStatus(
    await chief.post('/api/v1/payment-terms/', {
      code: 'THIRDS',
      title: { en: 'In two parts.' },
      instalments: [
        { percent: '30', net_days: 0 },
        { percent: '70', net_days: 60 },
      ],
    }),
    201,
  ).body
  const order = await shop.confirmed([{ product, quantity: '1' }], { payment_term: term.id })
  await books.ship(order.id)
  const invoice = await books.posted([order.id])
  assert.equal(invoice.due_date, '2026-05-01')
  const payment = await books.pay([{ invoice: invoice.id, amount: '50' }], '50')
  assert.deepEqual(payment.allocations.map((row: any) => row.amount).toSorted(), ['14.3', '35.7'])
  const items = (await chief.get(`/api/v1/open-items/?invoice=${invoice.id}`)).body.results
  assert.deepEqual(
    items.map((item: any) => item.open_amount),
    ['0', '69'],
  )
})
