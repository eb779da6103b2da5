/** A refusal in the browser: why, a request for what is lacking, its approval, and the right at work. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsSeen } from '../kit/accessibility.ts'
import { type Clerk, signIn, startClerk } from '../kit/kontor.ts'

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
const dialog = ({ page }: Clerk) => page.getByRole('dialog')

test('who may not see a page reads why, and asks for the role that has it', async () => {
  const { page } = ben
  await page.goto('/en/user/roles')
  await main(ben).getByText('It needs the permission “View role” in Huber Zinn GmbH.').waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  await main(ben).getByRole('button', { name: 'Why?' }).click()
  await dialog(ben).getByText('You lack the permission “View role” in Huber Zinn GmbH.').waitFor()
  assert.equal(await dialog(ben).getByRole('button', { name: 'Send request' }).isEnabled(), false)
  assert.deepEqual(await faultsSeen(page), [])
  await dialog(ben).getByLabel('What you ask for').selectOption('Administrator')
  await dialog(ben)
    .getByLabel(/What do you need it for/)
    .fill('I look after roles while Anna is away.')
  await dialog(ben).getByLabel('Until', { exact: true }).fill('+7')
  await page.keyboard.press('Tab')
  await dialog(ben).getByLabel('Urgent').check()
  await dialog(ben).getByRole('button', { name: 'Send request' }).click()
  await dialog(ben).getByText('Your request is on its way.').waitFor()
  await dialog(ben).getByRole('button', { name: 'My requests' }).click()
  await main(ben)
    .getByRole('listitem')
    .filter({ hasText: 'View role' })
    .or(main(ben).getByRole('listitem').filter({ hasText: 'user.view_role' }))
    .getByText('Requested')
    .waitFor()
})

test('the request reaches who may decide; approved, the right is there at once, and says for how long', async () => {
  await anna.page.goto('/en/user/requests')
  const card = main(anna).getByRole('listitem').filter({ hasText: 'Ben Maier asks for' })
  await card.getByText('I look after roles while Anna is away.').waitFor()
  await card.getByText('Urgent').waitFor()
  assert.deepEqual(await faultsSeen(anna.page), [])
  await card.getByRole('button', { name: 'Approve' }).click()
  await dialog(anna).getByLabel('Reason').fill('For this week.')
  await dialog(anna).getByRole('button', { name: 'Approve' }).click()
  await main(anna).getByText('Nothing waits for you').waitFor()
  await ben.page.goto('/en/user/explain?permission=user.view_role')
  await main(ben).getByText('Ben Maier may: View role').waitFor()
  const way = main(ben).getByRole('listitem').filter({ hasText: 'For a time' })
  await way.getByText('Counts', { exact: true }).waitFor()
})

test('an administrator asks why somebody else may not, and sees all that somebody may do', async () => {
  const { page } = anna
  await page.goto('/en/user/explain')
  await main(anna).getByLabel('Who').fill('Ben')
  await page.getByRole('option', { name: /Ben Maier/ }).click()
  await main(anna).getByLabel('May do what').fill('post invoice')
  await page.getByRole('option', { name: /^Post invoice/ }).click()
  await main(anna)
    .getByText(/^Ben Maier may(?: not)?: Post invoice$/)
    .waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  await main(anna).getByRole('tab', { name: 'Everything' }).click()
  await main(anna).getByRole('searchbox').fill('view quotation')
  await main(anna)
    .getByRole('listitem')
    .filter({ hasText: 'View quotation' })
    .getByText(/from Sales/)
    .waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  assert.deepEqual([...anna.complaints, ...ben.complaints], [])
})
