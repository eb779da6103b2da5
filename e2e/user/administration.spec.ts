/** What administrators do in the browser: give and end roles, look after duties and after security. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsSeen } from '../kit/accessibility.ts'
import { type Clerk, post, startClerk } from '../kit/kontor.ts'

let clerk: Clerk

before(async () => {
  clerk = await startClerk()
})
after(() => clerk?.stop())

const main = () => clerk.page.getByRole('main')
const dialog = () => clerk.page.getByRole('dialog')
const item = (text: string) => main().getByRole('listitem').filter({ hasText: text })

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
  await waiting.getByRole('button', { name: 'Approve' }).click()
  await dialog().getByRole('button', { name: 'Approve' }).click()
  await dialog().getByText('Nobody decides over his own rights').waitFor()
  await page.keyboard.press('Escape')
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
