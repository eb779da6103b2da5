/** The bicycle maker is imported by its command, and one of its helmets sold through the screens. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { type Clerk, startClerk } from '../kit/kontor.ts'
import { sellerOf } from './seller.ts'

const folder = join(import.meta.dirname, '../../tools/bicycle-maker')
let clerk: Clerk

before(async () => {
  clerk = await startClerk()
})
after(() => clerk?.stop())

const { main, press, answer, badge, at, write } = sellerOf(() => clerk)

test('the company is loaded by the command', async () => {
  const { address, username, password } = clerk.kontor
  const env = { ...process.env, KONTOR_URL: address, KONTOR_USER: username, KONTOR_PASSWORD: password }
  const parameters = [join(folder, 'run.ts'), join(folder, 'fixture')]
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { env })
  assert.match(stdout, /Products +40 +40 +0 +0 +0/)
})

test('what was imported is found: product with picture, price and stock', async () => {
  const { page } = clerk
  await page.goto('/en')
  await page.getByRole('button', { name: /Huber Zinn GmbH/ }).click()
  await page.getByRole('menuitemcheckbox', { name: /Bicycle maker/ }).click()
  await page.getByRole('button', { name: /Bicycle maker/ }).waitFor()
  await page.goto('/en/products/products')
  await page.getByRole('searchbox').fill('HL-U509-R')
  // Before the answer it stands among all others, in a row that goes as one presses on it.
  await main().locator('[role="grid"][aria-rowcount="2"]').waitFor()
  await page.getByRole('gridcell').getByRole('link', { name: 'HL-U509-R', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Sport-100 Helmet, Red (HL-U509-R)' }).waitFor()
  await main().getByText('$34.99').waitFor()
  await main().getByText('288 pcs').first().waitFor()
})

test('it is sold, from quotation to paid invoice', async () => {
  const { page } = clerk
  await write('quotations', {
    partner: 'A Bike Store',
    warehouse: 'Bicycle works',
    product: 'HL-U509-R',
    quantity: '2',
  })
  await main().locator('.totals .gross dd').filter({ hasText: '$76.14' }).waitFor()
  await page.keyboard.press('Control+s')
  await at(/quotations\/[0-9a-f-]{36}$/)
  await press('Send')
  await press('Accept')
  await answer('Accept')
  await at(/sales-orders\/[0-9a-f-]{36}$/)
  await press('Confirm')
  await answer('Confirm')
  await press('Create delivery')
  await at(/deliveries\/[0-9a-f-]{36}$/)
  await press('Ready')
  const scan = main().getByRole('textbox', { name: /Scan/ })
  await scan.fill('HL-U509-R')
  await scan.press('Enter')
  await main().getByText('1 of 1 picked').waitFor()
  await press('Ship')
  await badge('Shipped')
  await press('Create invoice')
  await at(/invoices\/[0-9a-f-]{36}$/)
  await press('Post')
  await answer('Post')
  await badge('Open')
  await press('Record payment')
  await page
    .getByRole('dialog')
    .getByRole('checkbox', { name: /^Settle/ })
    .waitFor()
  await answer('Record payment')
  await badge('Paid')
  assert.deepEqual(clerk.complaints, [])
})
