/** What a list does for its reader: views saved under a name, and one move for several rows, all or none. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsSeen } from './kit/accessibility.ts'
import { type Clerk, post, startClerk } from './kit/kontor.ts'

let clerk: Clerk
before(async () => {
  clerk = await startClerk('demo')
})
after(() => clerk?.stop())

const main = () => clerk.page.getByRole('main')
const rows = () =>
  main()
    .getByRole('row')
    .filter({ has: clerk.page.getByRole('gridcell') })
const dialog = () => clerk.page.getByRole('dialog')
const column = (name: string) => main().getByRole('columnheader', { name })

test('filters and columns are saved under a name and found again', async () => {
  const { page } = clerk
  await page.goto('/en/sales/sales-orders?status=draft')
  await column('Currency').waitFor()
  await main().getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Currency' }).uncheck()
  await page.keyboard.press('Escape')
  await main().getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view' }).click()
  await dialog().getByLabel('Name').fill('To be confirmed')
  await page.keyboard.press('Enter')
  await main().getByRole('button', { name: 'To be confirmed' }).waitFor()

  await main().getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('button', { name: 'Reset columns' }).click()
  await page.keyboard.press('Escape')
  await page.goto('/en/sales/sales-orders')
  await column('Currency').waitFor()
  await main().getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'To be confirmed' }).click()
  await page.waitForURL(/status=draft/)
  await column('Currency').waitFor({ state: 'detached' })
  assert.deepEqual(await faultsSeen(page), [])
})

test('several rows are moved at once, or none of them when one refuses', async () => {
  const { page } = clerk
  await page.goto('/en/sales/sales-orders?status=draft')
  await rows().nth(2).waitFor()
  assert.equal(await rows().count(), 3)
  const pick = (index: number) => rows().nth(index).getByRole('checkbox').check()
  const confirm = async () => {
    await main().getByRole('button', { name: 'Confirm', exact: true }).click()
    await dialog().getByRole('button', { name: 'Confirm', exact: true }).click()
  }
  await pick(0)
  await pick(1)
  await main().getByText('2 rows chosen').waitFor()
  assert.deepEqual(await faultsSeen(page), [])

  const link = await rows().nth(1).getByRole('link').getAttribute('href')
  await post(clerk, 'sales-orders/confirm', { ids: [link?.split('/').at(-1)] })
  await confirm()
  await main().getByRole('alert').filter({ hasText: 'Nothing has been changed.' }).waitFor()
  await page.reload()
  await rows().nth(1).waitFor()
  assert.equal(await rows().count(), 2)

  await main().getByRole('checkbox', { name: 'Select all rows' }).check()
  await confirm()
  await main().getByText('Nothing fits').waitFor()
  assert.deepEqual(clerk.complaints, [])
})

test('the reference of the API is found by its user, searched, and shows what an address takes', async () => {
  const { page } = clerk
  await page.getByRole('button', { name: /Account of/ }).click()
  await page.getByRole('menuitem', { name: 'API reference' }).click()
  await page.getByRole('heading', { level: 1, name: 'API reference' }).waitFor()
  await main().getByLabel('Search all modules').fill('post warehouses/')
  const operation = main().getByText('Creates a warehouse.')
  await operation.click()
  await main().getByRole('rowheader', { name: 'code' }).first().waitFor()
  assert.deepEqual(await faultsSeen(page), [])
})
