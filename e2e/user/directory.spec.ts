/** The directory in the browser, the menu of a role, and the sign of rights that are lent for a time. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsSeen } from '../kit/accessibility.ts'
import { type Clerk, post, signIn, startClerk } from '../kit/kontor.ts'

let anna: Clerk
let ben: Clerk

before(async () => {
  anna = await startClerk()
  const browser = anna.context.browser()
  assert.ok(browser)
  ben = await signIn({ ...anna.kontor, username: 'ben' }, browser)
})
after(() => anna?.stop())

const main = ({ page }: Clerk) => page.getByRole('main')

test('colleagues are found by name and state, with their roles', async () => {
  const { page } = anna
  await page.goto('/en/user/people')
  await main(anna).getByText('2 people').waitFor()
  await main(anna)
    .getByLabel(/^Search name/)
    .fill('Maier')
  await main(anna).getByText('One person').waitFor()
  await main(anna).getByRole('listitem').filter({ hasText: 'Ben Maier' }).getByText('Sales').waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  await main(anna).getByLabel('State').selectOption('Inactive')
  await main(anna).getByText('Nobody fits').waitFor()
})

test('a picture stands in the bar and in the directory, until its user hides it', async () => {
  const { page } = anna
  await page.goto('/en/user/profile')
  const picture = { name: 'anna.png', mimeType: 'image/png', buffer: await page.screenshot() }
  await main(anna).getByLabel('Choose picture').first().setInputFiles(picture)
  await main(anna).getByRole('img', { name: 'Picture of Anna Huber' }).waitFor()
  await page
    .getByRole('button', { name: /Account of Anna/ })
    .locator('img')
    .waitFor()
  const card = main(ben).getByRole('listitem').filter({ hasText: 'Anna Huber' })
  await ben.page.goto('/en/user/people')
  await card.locator('img').waitFor()
  assert.deepEqual(await faultsSeen(ben.page), [])
  await main(anna).locator('[name="photo_visibility"]').selectOption('hidden')
  await main(anna).getByRole('button', { name: 'Save' }).click()
  await page.getByRole('status').filter({ hasText: 'Profile saved' }).first().waitFor()
  await ben.page.reload()
  await card.waitFor()
  assert.equal(await card.locator('img').count(), 0)
})

test('the menu holds what the role may, and the bar says what is lent for a time', async () => {
  const { page } = ben
  const menu = page.getByRole('navigation', { name: 'Main menu' })
  await menu.getByText('Sales').first().waitFor()
  assert.equal(await menu.getByText('Audit').count(), 0)
  const { results } = await (await anna.context.request.get('/api/v1/users/?search=ben')).json()
  const role = await (await anna.context.request.get('/api/v1/roles/purchasing/')).json()
  const hour = 3_600_000
  const [starts, ends] = [Date.now() - hour, Date.now() + hour].map((at) => new Date(at).toISOString())
  const lent = { user: results[0].id, role: role.id, kind: 'elevation', starts_at: starts, ends_at: ends }
  await post(anna, 'role-assignments', { ...lent, reason: 'Stands in' })
  await page.goto('/en')
  await page.getByRole('link', { name: /You hold Purchasing in Huber Zinn GmbH until/ }).waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  assert.deepEqual([...anna.complaints, ...ben.complaints], [])
})
