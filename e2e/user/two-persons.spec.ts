/** Dual control in the browser: switched on, begun by one, found on the start page by another, confirmed, refused. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Locator } from 'playwright-core'
import { type Clerk, signIn, startClerk } from '../kit/kontor.ts'
import { letterTo, look, newPerson, personPassword } from './people.ts'

let anna: Clerk
let vera: Clerk

before(async () => {
  anna = await startClerk()
  await newPerson(anna, 'vera', 'administrator')
  const browser = anna.context.browser()
  assert.ok(browser)
  vera = await signIn({ ...anna.kontor, username: 'vera', password: personPassword }, browser)
})
after(() => anna?.stop())

const main = ({ page }: Clerk) => page.getByRole('main')
const dialog = ({ page }: Clerk) => page.getByRole('dialog')
const said = ({ page }: Clerk, text: string) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor()
const item = (clerk: Clerk, text: string) => main(clerk).getByRole('listitem').filter({ hasText: text })
/** While a window is open nothing behind it can be found by its role, whether it is there or not. */
async function gone(clerk: Clerk, what: Locator): Promise<void> {
  await dialog(clerk).waitFor({ state: 'detached' })
  await what.waitFor({ state: 'detached' })
}

async function addRole(code: string): Promise<void> {
  const { page } = anna
  await page.goto('/en/user/roles/new')
  await main(anna).getByLabel(/^Code/).fill(code)
  await main(anna).getByLabel(/^Name/).first().fill(`Role ${code}`)
  await main(anna).getByRole('button', { name: 'Create', exact: true }).click()
  await main(anna).getByText('Waits for a second person').waitFor()
}

test('an action is chosen from the list and takes two persons from then on', async () => {
  const { page } = anna
  await page.goto('/en/user/dual-controls')
  await main(anna).getByRole('searchbox').fill('add role')
  const found = await look(page, 'controls')
  await main(anna).getByRole('switch', { name: 'Add role', exact: true }).click()
  await dialog(anna)
    .getByLabel(/^Hours/)
    .fill('8')
  await dialog(anna).getByLabel('Why').fill('Roles decide over everything else.')
  found.push(...(await look(page, 'control-begin')))
  await dialog(anna).getByRole('button', { name: 'Ask for two persons' }).click()
  await main(anna).getByText('waits for 8 hours').waitFor()
  assert.ok(await main(anna).getByRole('switch', { name: 'Add role', exact: true }).isChecked())
  assert.deepEqual(found, [])
})

test('what one begins is not done; another finds it on the start page and in the mail, and confirms', async () => {
  await addRole('night')
  await letterTo(anna.kontor, 'vera@example.org', /must confirm: Add role/)
  const { page } = vera
  await page.goto('/en/')
  const found = await look(page, 'start-decisions')
  await main(vera)
    .getByRole('link', { name: /Waiting for your decision/ })
    .click()
  const card = item(vera, 'has begun').filter({ hasText: 'Add role' })
  await card.getByText('Role night').first().waitFor()
  found.push(...(await look(page, 'confirm')))
  await card.getByRole('button', { name: 'Confirm' }).click()
  await dialog(vera).getByRole('button', { name: 'Confirm' }).click()
  await said(vera, 'Confirm: Add role')
  await page.goto('/en/user/roles/night')
  await main(vera).getByRole('heading', { name: 'Role night' }).waitFor()
  assert.deepEqual(found, [])
})

test('it is refused with a reason, and withdrawn by who began it', async () => {
  await addRole('day')
  await addRole('noon')
  await vera.page.goto('/en/user/requests')
  const card = item(vera, 'has begun').filter({ hasText: 'Role day' })
  await card.getByRole('button', { name: 'Refuse' }).click()
  const send = dialog(vera).getByRole('button', { name: 'Refuse' })
  assert.ok(await send.isDisabled())
  await dialog(vera)
    .getByLabel(/^Reason/)
    .fill('There is one already.')
  await send.click()
  await gone(vera, card)
  await anna.page.goto('/en/user/requests')
  await main(anna).getByRole('tab', { name: 'My requests' }).click()
  await item(anna, 'Role noon').getByRole('button', { name: 'Withdraw' }).click()
  await dialog(anna).getByRole('button', { name: 'Withdraw' }).click()
  await gone(anna, item(anna, 'Role noon'))
})

test('to switch it off takes two as well', async () => {
  await anna.page.goto('/en/user/dual-controls')
  await main(anna).getByRole('switch', { name: 'Add role', exact: true }).click()
  await dialog(anna).getByRole('button', { name: 'Switch off' }).click()
  await said(anna, 'Waits for a second person')
  assert.ok(await main(anna).getByRole('switch', { name: 'Add role', exact: true }).isChecked())
  await vera.page.goto('/en/user/requests')
  await item(vera, 'has begun').getByRole('button', { name: 'Confirm' }).click()
  await dialog(vera).getByRole('button', { name: 'Confirm' }).click()
  await main(vera).getByText('Nothing waits for you').waitFor()
  await anna.page.reload()
  assert.equal(await main(anna).getByRole('switch', { name: 'Add role', exact: true }).isChecked(), false)
  assert.deepEqual([...anna.complaints, ...vera.complaints], [])
})
