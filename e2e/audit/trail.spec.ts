/** The audit trail in the browser: narrowed, read in labels, a record's history and what it looked like, its seal. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsSeen } from '../kit/accessibility.ts'
import { type Clerk, post, startClerk } from '../kit/kontor.ts'

let clerk: Clerk
let warehouse = ''

before(async () => {
  clerk = await startClerk()
  const made = { name: 'Main', code: 'M1', warehouse_type: 'RETAIL_STORE' }
  warehouse = (await post(clerk, 'warehouses', made)).id
  const { page } = clerk
  await page.goto(`/en/inventory/warehouses/${warehouse}`)
  await page.getByLabel('Name').fill('Main site')
  await page.getByLabel('Warehouse type').selectOption('DISTRIBUTION_CENTER')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Main site (M1)' }).waitFor()
})
after(() => clerk?.stop())

const main = () => clerk.page.getByRole('main')
const rows = () =>
  main()
    .getByRole('listitem')
    .filter({ has: clerk.page.locator('time') })

test('the trail is narrowed in six ways, and an entry shows before and after in labels', async () => {
  const { page } = clerk
  await page.goto('/en/audit/audit-logs')
  await rows().first().waitFor()
  await main().getByLabel('Kind of record').fill('Wareh')
  await page.getByRole('option', { name: 'Warehouse', exact: true }).click()
  await page.waitForURL(/record=inventory\.warehouse/)
  await main().getByLabel('Action').selectOption('UPDATE')
  await main().getByText('One entry', { exact: true }).waitFor()
  await main()
    .getByRole('button', { name: /^Before and after: Update/ })
    .click()
  const type = main().getByRole('row', { name: /^Warehouse type/ })
  assert.equal(await type.innerText(), 'Warehouse type\tRetail store\tDistribution center')
  await main().getByText('127.0.0.1').waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  await main().getByLabel('Who', { exact: true }).fill('Anna')
  await page.getByRole('option', { name: 'Anna Huber' }).click()
  await page.waitForURL(/user=/)
  await main().getByText('One entry', { exact: true }).waitFor()
  const address = main().getByLabel('Network address', { exact: true })
  await address.fill('192.0.2.1')
  await page.keyboard.press('Tab')
  await main().getByText('No entry fits').waitFor()
  await address.fill('127.0.0.1')
  await page.keyboard.press('Tab')
  await main().getByText('One entry', { exact: true }).waitFor()
  await main().getByLabel('Organization', { exact: true }).fill('Huber')
  await page
    .getByRole('option', { name: /^Huber/ })
    .first()
    .click()
  await page.waitForURL(/organization=/)
  await main().getByText('One entry', { exact: true }).waitFor()
  const table = await main().getByRole('link', { name: 'Download as a table' }).getAttribute('href')
  assert.match(table ?? '', /audit-logs\/export\/\?.*ip_address=127/)
  await main().getByLabel('To', { exact: true }).fill('1 Jan 2020')
  await page.keyboard.press('Tab')
  await main().getByText('No entry fits').waitFor()
  await main().getByRole('button', { name: 'Clear all' }).first().click()
  await rows().first().waitFor()
})

test('from a record to its history; right after its first entry it looked as it did then', async () => {
  const { page } = clerk
  await page.goto(`/en/inventory/warehouses/${warehouse}`)
  await main().getByRole('button', { name: 'Audit', exact: true }).click()
  await main().getByRole('link', { name: 'Complete audit trail' }).click()
  await page.getByRole('heading', { level: 1, name: 'History of Main site' }).waitFor()
  const panel = main().getByRole('region', { name: 'What did it look like on …' })
  await panel.getByText('Distribution center').waitFor()
  await main()
    .getByRole('button', { name: /^Right after this entry: Create/ })
    .click()
  await panel.getByText('Retail store').waitFor()
  await panel.getByLabel('Only what differs from today').check()
  assert.deepEqual(await panel.getByRole('term').allInnerTexts(), ['Name', 'Warehouse type'])
  assert.deepEqual(await faultsSeen(page), [])
  await panel.getByLabel('Day', { exact: true }).fill('3 May 2020')
  await page.keyboard.press('Tab')
  await panel.getByText('It was not there.').waitFor()
})

test('the chain says how it stands, and gives the checkpoints to keep', async () => {
  const { page } = clerk
  await page.goto('/en/audit/chain')
  // Other servers of the same cluster may keep a seal waiting for a while.
  await main()
    .getByText(/Everything is sealed|for (its|their) seal/)
    .waitFor()
  await main().getByText('Not verified yet. It happens every night.').waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    main().getByRole('link', { name: 'Checkpoints' }).click(),
  ])
  assert.match(download.suggestedFilename(), /\.jsonl$/)
  assert.deepEqual(await faultsSeen(page), [])
  assert.deepEqual(clerk.complaints, [])
})
