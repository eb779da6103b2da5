/** What administrators do in the browser: give and end roles, look after duties and after security. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsSeen } from '../kit/accessibility.ts'
import { type Clerk, post, startClerk } from '../kit/kontor.ts'
import { inDatabase, look } from './people.ts'

let clerk: Clerk

before(async () => {
  clerk = await startClerk()
})
after(() => clerk?.stop())

const main = () => clerk.page.getByRole('main')
const dialog = () => clerk.page.getByRole('dialog')
const item = (text: string) => main().getByRole('listitem').filter({ hasText: text })

const said = (text: string) => clerk.page.getByRole('status').filter({ hasText: text }).first().waitFor()

test('somebody without an address is invited with a role; the temporary password is shown once', async () => {
  const { page } = clerk
  await page.goto('/en/user/users')
  await main().getByRole('link', { name: 'New', exact: true }).click()
  await main().getByLabel(/^Name/).fill('Carla Weber')
  await main()
    .getByLabel(/^Username/)
    .fill('ben')
  await main().getByLabel(/^Role/).fill('Viewer')
  await page.getByRole('option', { name: /Viewer/ }).click()
  const found = await look(page, 'invite')
  await main().getByRole('button', { name: 'Invite' }).click()
  await main().getByText('already exists').first().waitFor()
  await main()
    .getByLabel(/^Username/)
    .fill('carla')
  await main().getByRole('button', { name: 'Invite' }).click()
  await main().getByRole('heading', { name: 'Carla Weber is invited' }).waitFor()
  const password = await main().locator('code').innerText()
  assert.ok(password.length >= 12)
  found.push(...(await look(page, 'invited')))
  await main().getByRole('link', { name: 'Open the account' }).click()
  const panel = main().getByRole('region', { name: 'Sign-in' })
  await panel.getByText('No session is open.').waitFor()
  assert.equal(await page.getByText(password).count(), 0)
  found.push(...(await look(page, 'user')))
  await panel.getByRole('button', { name: 'New temporary password' }).click()
  await dialog().getByRole('button', { name: 'New temporary password' }).click()
  await panel.locator('code').waitFor()
  assert.notEqual(await panel.locator('code').innerText(), password)
  assert.deepEqual(found, [])
})

test('a template fills an invitation in with its roles, and one of many steps leads out again', async () => {
  const { page } = clerk
  const viewer = await idOf('viewer')
  await post(clerk, 'account-templates', {
    name: 'Clerk',
    roles: [viewer],
    job_title: 'Clerk',
    language: 'de',
  })
  await page.goto('/en/user/users/new')
  await main()
    .getByLabel(/^Template/)
    .fill('Clerk')
  await Promise.all([
    page.waitForResponse(/api\/v1\/roles\/[\w-]{36}\//),
    page.getByRole('option', { name: 'Clerk' }).click(),
  ])
  await main()
    .getByRole('combobox', { name: /^Role/ })
    .and(page.locator(':not(:placeholder-shown)'))
    .waitFor()
  assert.equal(await main().getByLabel('Job title').inputValue(), 'Clerk')
  await main().getByLabel(/^Name/).fill('Olga Kern')
  await main()
    .getByLabel(/^Username/)
    .fill('olga')
  await main().getByRole('button', { name: 'Invite' }).click()
  await main().getByRole('link', { name: 'Open the account' }).click()
  await main().getByRole('link', { name: 'Begin offboarding' }).click()
  await main()
    .getByLabel(/^\s*Reason/)
    .fill('Moves to Graz')
  await main().getByRole('button', { name: 'Create' }).click()
  const steps = main().getByRole('region', { name: 'Steps' })
  await steps.getByText('of 12 done').waitFor()
  await steps.getByRole('link', { name: 'Memberships: 1' }).waitFor()
  const found = await look(page, 'leaving')
  await steps.getByRole('button', { name: 'Do it: Withdraw roles and rights' }).click()
  await dialog().getByRole('button', { name: 'Do it' }).click()
  await said('Withdraw roles and rights: done')
  await steps.getByRole('button', { name: 'Tick: Equipment is returned' }).click()
  await dialog().getByLabel('Note').fill('Laptop and telephone')
  await dialog().getByRole('button', { name: 'Tick' }).click()
  await steps.getByText(/Anna Huber, .*: Laptop and telephone/).waitFor()
  found.push(...(await look(page, 'leaving-half')))
  await main().getByRole('button', { name: 'Complete' }).click()
  await main().getByText('Not all is done yet').waitFor()
  assert.deepEqual(found, [])
})

test('accounts are shut out with a reason, several at once, and let in again', async () => {
  const { page } = clerk
  for (const name of ['dora', 'emil']) await post(clerk, 'users', { username: name, display_name: name })
  await page.goto('/en/user/users?search=emil')
  await page.getByRole('gridcell', { name: 'emil' }).first().waitFor()
  await page.goto('/en/user/users')
  for (const name of ['dora', 'emil']) {
    await page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('checkbox')
      .check()
  }
  await main().getByRole('button', { name: 'Deactivate' }).click()
  await dialog().getByText('dora, emil').waitFor()
  const send = dialog().getByRole('button', { name: 'Deactivate' })
  assert.ok(await send.isDisabled())
  const found = await look(page, 'deactivate')
  await dialog()
    .getByLabel(/^Reason/)
    .fill('Season is over')
  await send.click()
  await said('Deactivate: 2 rows')
  await page.getByRole('row', { name: /dora/ }).getByText('Inactive').waitFor()
  await page.getByRole('gridcell').getByRole('link', { name: 'emil' }).first().click()
  await main().getByRole('button', { name: 'Reactivate' }).click()
  await dialog()
    .getByLabel(/^Reason/)
    .fill('Comes back')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await said('Reactivate: emil')
  await main().getByText('Comes back').first().waitFor()
  assert.deepEqual(found, [])
})

test('who has registered is let in with a first role from the list of what waits', async () => {
  const { page } = clerk
  const rita = { username: 'rita', display_name: 'Rita Vogt', email: 'rita@example.org' }
  await post(clerk, 'users', rita)
  await inDatabase(
    clerk.kontor,
    `update user_account set status = 'pending_approval' where username = 'rita'`,
  )
  await page.goto('/en/user/requests')
  await item('Rita Vogt has registered').getByRole('button', { name: 'Approve' }).click()
  await dialog().getByLabel(/^Role/).fill('Viewer')
  await page.getByRole('option', { name: /Viewer/ }).click()
  const found = await look(page, 'approve-account')
  await dialog().getByRole('button', { name: 'Approve' }).click()
  await said('Approve: Rita Vogt')
  await item('Rita Vogt').waitFor({ state: 'detached' })
  assert.deepEqual(found, [])
})

test('lost second factors are asked to be reset, and another administrator decides', async () => {
  const { page } = clerk
  await inDatabase(
    clerk.kontor,
    `insert into user_factor (tenant_id, user_id, kind, address, confirmed_at)
    select tenant_id, id, 'email', 'x@example.org', now() from user_account where username = 'ben'`,
    '01900000-0000-7000-8000-0000000000bb',
  )
  await page.goto('/en/user/users?search=ben')
  await page.getByRole('gridcell').getByRole('link', { name: 'ben' }).first().click()
  const panel = main().getByRole('region', { name: 'Sign-in' })
  await panel.getByText('Code by e-mail').waitFor()
  await panel.getByRole('button', { name: 'Reset second factors' }).click()
  await dialog()
    .getByLabel(/^Reason/)
    .fill('He stood before me.')
  const found = await look(page, 'reset')
  await dialog().getByRole('button', { name: 'Ask for the reset' }).click()
  await panel.getByText('A reset waits for approval.').waitFor()
  await panel.getByRole('link', { name: 'To the requests' }).click()
  await main().getByRole('tab', { name: 'My requests' }).click()
  await item('Ben Maier').getByRole('button', { name: 'Withdraw' }).click()
  await dialog().getByRole('button', { name: 'Withdraw' }).click()
  // While the window is open nothing behind it can be found by its role, whether it is there or not.
  await dialog().waitFor({ state: 'detached' })
  await item('Ben Maier').waitFor({ state: 'detached' })
  assert.deepEqual(found, [])
  assert.deepEqual(clerk.complaints, [])
})

async function give(role: string, ends: string): Promise<void> {
  const { page } = clerk
  await main().getByRole('button', { name: 'Give a role' }).first().click()
  await dialog().getByLabel('Who').fill('Ben')
  await page.getByRole('option', { name: /Ben Maier/ }).click()
  await dialog().getByLabel(/^Role/).fill(role)
  await page
    .getByRole('option', { name: new RegExp(role) })
    .first()
    .click()
  await dialog().getByLabel('Until', { exact: true }).fill(ends)
  await dialog()
    .getByLabel(/^Reason/)
    .fill('Stands in for Helga.')
}

test('a role is given with reason and end, and ended before its time', async () => {
  const { page } = clerk
  await page.goto('/en/user/role-assignments')
  await main().getByText('No further roles are given').waitFor()
  await give('Purchasing', '+7')
  assert.deepEqual(await faultsSeen(page), [])
  await dialog().getByRole('button', { name: 'Give a role' }).click()
  const given = item('Ben Maier')
  await given.getByText('Approved').waitFor()
  await given.getByText('days left').waitFor()
  await given.getByText('Stands in for Helga.').waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  await given.getByRole('button', { name: 'End' }).click()
  await dialog().getByLabel('Reason').fill('Helga is back.')
  await dialog().getByRole('button', { name: 'End', exact: true }).click()
  await main().getByText('No further roles are given').waitFor()
  await main().getByRole('tab', { name: 'Past' }).click()
  await item('Ben Maier').getByText('Stands in for Helga. — Helga is back.').waitFor()
})

test('a sensitive role waits; who asked for it does not decide over it', async () => {
  const { page } = clerk
  await page.goto('/en/user/role-assignments')
  await give('System administrator', '+3')
  await dialog().getByRole('button', { name: 'Give a role' }).click()
  await page.getByRole('status').filter({ hasText: 'waits for approval' }).first().waitFor()
  await main()
    .getByRole('tab', { name: /^Waiting/ })
    .click()
  const waiting = item('System administrator')
  // What would be refused to him is not offered; he may still take it back.
  await waiting.getByRole('button', { name: 'Reject' }).waitFor()
  assert.equal(await waiting.getByRole('button', { name: 'Approve' }).count(), 0)
})

test('duties that collide are listed by person, and an exception is asked for', async () => {
  const { page } = clerk
  const permissions = ['sales.add_payment', 'organization.add_bankaccount', 'organization.view_bankaccount']
  await post(clerk, 'roles', { code: 'till', name: 'Till', permissions })
  const { results } = await (await clerk.context.request.get('/api/v1/users/?search=ben')).json()
  const assignment = { user: results[0].id, role: await idOf('till'), reason: 'Fair' }
  await post(clerk, 'role-assignments', assignment)
  await page.goto('/en/user/duties')
  const ben = main().getByRole('region', { name: 'Ben Maier' })
  const conflict = ben.getByRole('listitem').filter({ hasText: 'Change bank accounts and enter payments' })
  await conflict.getByText('by Till').first().waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  await conflict.getByRole('button', { name: 'Document an exception' }).click()
  await dialog()
    .getByLabel(/Why must it be/)
    .fill('Small shop; Anna reads each bank statement.')
  await dialog().getByRole('button', { name: 'Ask for the exception' }).click()
  await page.getByRole('status').filter({ hasText: 'waits for a decision' }).first().waitFor()
})

async function idOf(role: string): Promise<string> {
  return (await (await clerk.context.request.get(`/api/v1/roles/${role}/`)).json()).id
}

test('failed sign-ins and the lock they bring stand on the security page; the lock is ended there', async () => {
  const { page } = clerk
  const stranger = await clerk.context.browser()?.newContext({ baseURL: clerk.kontor.address })
  assert.ok(stranger)
  const headers = { Origin: clerk.kontor.address }
  for (let count = 0; count < 6; count++) {
    await stranger.request.post('/api/v1/auth/login/', {
      data: { username: 'ben', password: 'wrong' },
      headers,
    })
  }
  await stranger.close()
  await page.goto('/en/user/security-overview')
  const locked = main().getByRole('region', { name: 'Locked accounts' })
  await locked.getByRole('link', { name: 'Ben Maier' }).waitFor()
  await main().getByRole('region', { name: 'Failures by name' }).getByText('6 attempts').waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  await locked.getByRole('button', { name: 'Unlock: Ben Maier' }).click()
  await locked.getByText('Nothing to look at.').waitFor()
  assert.deepEqual(clerk.complaints, [])
})
