/** An access review in the browser: begun, a line kept, another withdrawn with a reason, completed. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsSeen } from '../kit/accessibility.ts'
import { type Clerk, post, signIn, startClerk } from '../kit/kontor.ts'

let anna: Clerk
let review = ''

before(async () => {
  anna = await startClerk()
  const idOf = async (path: string) => (await (await anna.context.request.get(path)).json()).results[0].id
  const ben = await idOf('/api/v1/users/?search=ben')
  const reviewer = await idOf('/api/v1/users/?search=anna')
  const { id: role } = await (await anna.context.request.get('/api/v1/roles/purchasing/')).json()
  await post(anna, 'role-assignments', { user: ben, role, reason: 'Fair' })
  const asked = { name: 'Fourth quarter', reviewer, user: ben, due_date: '2099-12-31' }
  review = (await post(anna, 'access-reviews', asked)).id
})
after(() => anna?.stop())

test('lines are kept and withdrawn, what is withdrawn is gone, and the campaign is completed', async () => {
  const { page } = anna
  const main = page.getByRole('main')
  await page.goto(`/en/user/access-reviews/${review}`)
  await main.getByRole('button', { name: 'Start', exact: true }).click()
  await main.getByText('0 of 2 decided').waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  await main.getByRole('checkbox', { name: 'Select Ben Maier, Sales' }).check()
  await main.getByRole('button', { name: 'Keep the selected one' }).click()
  await main.getByText('1 of 2 decided').waitFor()
  await main.getByRole('button', { name: 'Withdraw: Ben Maier, Purchasing' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/Why is it withdrawn/).fill('The fair is over.')
  await dialog.getByRole('button', { name: 'Withdraw' }).click()
  await main.getByText('2 of 2 decided').waitFor()
  await main.getByText('The fair is over.').waitFor()
  await main.getByRole('button', { name: 'Complete', exact: true }).click()
  await main.getByRole('link', { name: 'Export' }).waitFor()
  const browser = anna.context.browser()
  assert.ok(browser)
  const ben = await signIn({ ...anna.kontor, username: 'ben' }, browser)
  const session = await (await ben.context.request.get('/api/v1/auth/session/')).json()
  assert.equal(session.permissions['inventory.add_goodsreceipt'], undefined)
  assert.ok(session.permissions['sales.add_quotation'])
  assert.deepEqual(anna.complaints, [])
})
