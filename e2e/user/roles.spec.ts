/** A role through the browser: copied, edited in its matrix by keyboard, inherited, compared, held by somebody. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsSeen } from '../kit/accessibility.ts'
import { type Clerk, post, startClerk } from '../kit/kontor.ts'
import { look } from './people.ts'

let clerk: Clerk

before(async () => {
  clerk = await startClerk()
})
after(() => clerk?.stop())

const main = () => clerk.page.getByRole('main')
const box = (name: string | RegExp) => main().getByRole('checkbox', { name })
const button = (name: string) => main().getByRole('button', { name, exact: true })

async function openRole(code: string): Promise<void> {
  await clerk.page.goto(`/en/user/roles/${code}`)
  await main().getByRole('grid').waitFor()
}

async function permissionsOf(code: string): Promise<string[]> {
  const { permissions } = await (await clerk.context.request.get(`/api/v1/roles/${code}/`)).json()
  return permissions
}

test('a role of the standard shows what is inherited and from whom, and stays as it is', async () => {
  await openRole('sales_manager')
  const inherited = box('Confirm sales order: inherited from Sales')
  assert.equal(await inherited.getAttribute('aria-checked'), 'true')
  assert.equal(await inherited.getAttribute('aria-disabled'), 'true')
  const notGranted = box('Delete warehouse: not granted')
  await notGranted.click({ force: true })
  assert.equal(await notGranted.getAttribute('aria-checked'), 'false')
  assert.equal(await button('Save').count(), 0)
  assert.deepEqual(await faultsSeen(clerk.page), [])
})

test('a copy is edited in place by keyboard, searched, and saved; the matrix shows what is not saved yet', async () => {
  const { page } = clerk
  await button('Make my own copy').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Fair team')
  assert.equal(await dialog.getByLabel('Code').inputValue(), 'fair-team')
  await page.getByRole('button', { name: 'Create copy' }).click()
  await page.getByRole('heading', { level: 1, name: 'Fair team' }).waitFor()
  const search = main().getByRole('searchbox')
  await search.fill('warehouses')
  assert.equal(await main().getByRole('rowheader', { name: 'Quotations' }).count(), 0)
  await box(/^View warehouse:/).focus()
  // Two columns on: change. Space grants.
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await box('Change warehouse: granted by this role').waitFor()
  await main().getByText('Not saved yet').waitFor()
  await search.fill('')
  await main().getByLabel('Show', { exact: true }).selectOption('What I changed')
  assert.equal(await main().getByRole('rowheader', { name: 'Warehouses' }).count(), 1)
  await button('Save').click()
  await page.getByRole('status').filter({ hasText: 'Fair team saved' }).first().waitFor()
  assert.ok((await permissionsOf('fair-team')).includes('inventory.change_warehouse'))
})

test('two roles are compared: only the differences, and which of the two has them', async () => {
  const { page } = clerk
  await openRole('fair-team')
  await main().getByLabel('Compare with').selectOption({ label: 'Sales manager' })
  await box('Change warehouse: only Fair team').waitFor()
  assert.equal(await main().getByRole('checkbox').count(), 6)
  assert.deepEqual(await faultsSeen(page), [])
  await main().getByLabel('Compare with').selectOption({ index: 0 })
  await box('Change warehouse: granted by this role').waitFor()
})

test('what is granted in whole areas is spelled out before single rights go', async () => {
  const { page } = clerk
  await post(clerk, 'roles', { code: 'look', name: 'Look', permissions: ['products.*'] })
  await openRole('look')
  await box('View product: granted by products.*').click()
  await box('View product: granted by products.*').waitFor()
  await button('Spell out as single permissions').click()
  await box('Delete product: granted by this role').click()
  await box('Delete product: not granted').waitFor()
  await button('Save').click()
  await page.getByRole('status').filter({ hasText: 'Look saved' }).first().waitFor()
  const left = await permissionsOf('look')
  assert.ok(left.includes('products.view_product') && !left.includes('products.delete_product'))
})

test('fields are hidden or frozen, rows kept to own ones, rule by rule; inherited ones say from where', async () => {
  const { page } = clerk
  await openRole('fair-team')
  await main().getByRole('tab', { name: 'Fields and rows' }).click()
  const fields = main().getByRole('region', { name: 'Fields' })
  await fields.getByLabel('Record').selectOption({ label: 'Partners' })
  await fields.getByLabel('Field', { exact: true }).selectOption({ label: 'VAT ID' })
  await fields.getByRole('button', { name: 'Add field rule' }).click()
  await fields.getByLabel('Rule: Partner: VAT ID').selectOption('Hidden')
  const rows = main().getByRole('region', { name: 'Rows' })
  await rows.getByLabel('Record').selectOption({ label: 'Quotations' })
  await rows.getByRole('button', { name: 'Add row rule' }).click()
  await rows.getByText('own are rows one has made').waitFor()
  const found = await look(page, 'role-rules')
  await button('Save').click()
  await page.getByRole('status').filter({ hasText: 'Fair team saved' }).first().waitFor()
  const saved = await (await clerk.context.request.get('/api/v1/roles/fair-team/')).json()
  assert.deepEqual(saved.field_rules, { 'contact.partner.vat_id': 'hidden' })
  assert.deepEqual(saved.row_rules, { 'sales.quotation': 'own' })
  await post(clerk, 'roles', { code: 'heir', name: 'Heir', permissions: [], inherits: [saved.id] })
  await openRole('heir')
  await main().getByRole('tab', { name: 'Fields and rows' }).click()
  await main().getByText('Hidden, inherited from Fair team').waitFor()
  await openRole('fair-team')
  await main().getByRole('tab', { name: 'Fields and rows' }).click()
  await rows.getByRole('button', { name: 'Remove: Quotations' }).click()
  await button('Save').click()
  await page.getByRole('status').filter({ hasText: 'Fair team saved' }).first().waitFor()
  const after = await (await clerk.context.request.get('/api/v1/roles/fair-team/')).json()
  assert.deepEqual(after.row_rules, {})
  assert.deepEqual(found, [])
})

test('the question why is asked about one row, which is found by its name', async () => {
  const { page } = clerk
  await post(clerk, 'warehouses', { name: 'North store', code: 'NORTH', warehouse_type: 'OTHER' })
  await page.goto('/en/user/explain?permission=inventory.change_warehouse')
  await main().getByLabel('A single row').fill('North')
  await page.getByRole('option', { name: /North store/ }).click()
  await main().getByText('North store').first().waitFor()
  assert.match(page.url(), /record=inventory\.warehouse&id=/)
  assert.deepEqual(await look(page, 'explain-row'), [])
  await button('Leave the row out').click()
  await main().getByLabel('A single row').waitFor()
})

test('who holds a role stands on its page, with where and until when', async () => {
  await openRole('administrator')
  await main().getByRole('tab', { name: 'Who has it' }).click()
  const holder = main().getByRole('listitem').filter({ hasText: 'Anna Huber' })
  await holder.getByText('Huber Zinn GmbH').waitFor()
  await holder.getByText('Effective').waitFor()
  assert.deepEqual(await faultsSeen(clerk.page), [])
  assert.deepEqual(clerk.complaints, [])
})
