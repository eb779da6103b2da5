/** What a form owes its reader: input survives a change of language, and nothing is overwritten unseen. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Clerk, post, startClerk } from './kit/kontor.ts'

let clerk: Clerk

before(async () => {
  clerk = await startClerk()
})
after(() => clerk?.stop())

const warehouse = (code: string) => ({ name: 'Main', code, warehouse_type: 'OTHER' })

test('what was typed stays when the language changes', async () => {
  const { page } = clerk
  const { id } = await post(clerk, 'warehouses', warehouse('L1'))
  await page.goto(`/en/inventory/warehouses/${id}`)
  await page.getByLabel('Name').fill('Half typed')
  await page.getByRole('button', { name: /english|language/i }).click()
  await page.getByText('Deutsch').click()
  await page.getByText('Art des Lagers').waitFor()
  assert.equal(await page.getByLabel('Name').inputValue(), 'Half typed')
  await page.getByText('Noch nicht gespeichert').waitFor()
  await page.getByRole('button', { name: 'Änderungen verwerfen' }).click()
})

test('a row changed by somebody else meanwhile is compared, not overwritten', async () => {
  const { page } = clerk
  const { id } = await post(clerk, 'warehouses', warehouse('S1'))
  await page.goto(`/en/inventory/warehouses/${id}`)
  await page.getByLabel('Name').fill('Mine')
  const other = await clerk.context.newPage()
  await other.goto(`/en/inventory/warehouses/${id}`)
  await other.getByLabel('Code').fill('S2')
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  await other.getByRole('heading', { level: 1, name: 'Main (S2)' }).waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('row', { name: /Code/ }).waitFor()
  await dialog.getByRole('button', { name: 'Keep mine and save' }).click()
  await page.getByRole('heading', { level: 1, name: 'Mine (S2)' }).waitFor()
  await other.close()
})

test('a duplicate is shown on its field', async () => {
  const { page } = clerk
  await post(clerk, 'warehouses', warehouse('D1'))
  await page.goto('/en/inventory/warehouses/new')
  await page.getByLabel('Code').fill('d1')
  await page.getByLabel('Name').fill('Again')
  await page.getByLabel('Warehouse type').selectOption('OTHER')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.locator('[data-field="code"]').getByText('already exists').waitFor()
  assert.equal(await page.getByLabel('Code').getAttribute('aria-invalid'), 'true')
})
