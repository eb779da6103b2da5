/** Signing in through every door: password, temporary password, app, mail, recovery code, passkey, trusted device. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type Clerk, openBrowser, post, signIn, startKontor } from '../kit/kontor.ts'
import { codeOf, newPerson, personPassword, strictRole, visit, withPasskeys } from './people.ts'

let clerk: Clerk
let browser: Browser
let role: string
/** What the first journey leaves to the second. */
let berta: { readonly secret: string; readonly code: string }
before(async () => {
  const kontor = await startKontor()
  browser = await openBrowser()
  clerk = await signIn(kontor, browser)
  role = await strictRole(clerk)
})
after(async () => {
  await browser?.close()
  await clerk?.kontor.stop()
})

async function begin(page: Page, username: string, password = personPassword): Promise<void> {
  await page.goto('/en/sign-in')
  await enter(page, username, password)
}
async function enter(page: Page, username: string, password = personPassword): Promise<void> {
  await page.getByLabel('User name or email').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const isIn = (page: Page) => page.waitForURL(/\/en\/?$/)

test('a first sign-in sets up the app, keeps the recovery codes and chooses a password, by keyboard', async () => {
  await newPerson(clerk, 'berta', role, true)
  const visitor = await visit(browser, clerk.kontor)
  const { page, context } = visitor
  await page.goto('/en/sign-in')
  await title(page, 'Welcome to Kontor')
  const found = await visitor.look('sign-in')
  await begin(page, 'berta', 'not the password at all')
  await page.getByRole('alert').first().waitFor()
  found.push(...(await visitor.look('sign-in-refused')))
  await begin(page, 'berta')

  await title(page, 'Set up a second factor')
  found.push(...(await visitor.look('enrol')))
  await press(page, 'Authenticator app An app on your phone shows a new code every 30 seconds.')
  await page.getByRole('img', { name: 'QR code' }).waitFor()
  const secret = await page.locator('code').innerText()
  found.push(...(await visitor.look('enrol-app')))
  const code = page.getByLabel('6-digit code')
  await page.locator('input:focus').and(code).waitFor()
  await page.keyboard.type('000000')
  await page.keyboard.press('Enter')
  await page.getByText('This proof is not right.').waitFor()
  await page.keyboard.type(await codeOf(clerk.kontor, secret))
  await page.keyboard.press('Enter')

  await title(page, 'Keep your recovery codes')
  found.push(...(await visitor.look('recovery-codes')))
  const codes = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts()
  assert.equal(new Set(codes).size, 10)
  assert.equal(await page.getByRole('button', { name: 'Continue' }).isDisabled(), true)
  const saved = page.waitForEvent('download')
  await press(page, 'Save as file')
  assert.equal((await saved).suggestedFilename(), 'kontor-recovery-codes.txt')
  await page.getByLabel('I have put them in a safe place').check()
  await press(page, 'Continue')

  await title(page, 'Choose your password')
  found.push(...(await visitor.look('choose-password')))
  await page.getByLabel('New password', { exact: true }).fill('too short')
  await page.keyboard.press('Enter')
  await page.getByText('At least 12 characters').first().waitFor()
  await page.getByLabel('New password', { exact: true }).fill('walnut harbour 38 lantern')
  await page.getByLabel('New password again').fill('walnut harbour 38 lantern')
  await page.keyboard.press('Enter')
  await isIn(page)
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await context.close()
  berta = { secret, code: codes[3] ?? '' }
})

test('app, recovery code or a trusted device open the door afterwards', async () => {
  const { secret, code } = berta
  const visitor = await visit(browser, clerk.kontor)
  const { page, context } = visitor
  await begin(page, 'berta', 'walnut harbour 38 lantern')
  await title(page, 'Confirm it is you')
  const found = await visitor.look('second-factor')
  await page.getByLabel('Trust this device for 30 days').check()
  await page.getByLabel('6-digit code').fill(await codeOf(clerk.kontor, secret))
  await page.keyboard.press('Enter')
  await isIn(page)
  await context.clearCookies({ name: 'kontor_session' })
  await begin(page, 'berta', 'walnut harbour 38 lantern')
  await isIn(page)

  await context.clearCookies()
  await begin(page, 'berta', 'walnut harbour 38 lantern')
  await press(page, 'Recovery code')
  await page.getByLabel('Recovery code').fill(code)
  found.push(...(await visitor.look('recovery-code')))
  await page.keyboard.press('Enter')
  await isIn(page)
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await context.close()
})

test('a passkey is set up within the sign-in and opens by itself from then on', async () => {
  await newPerson(clerk, 'clara', role)
  const visitor = await visit(browser, clerk.kontor)
  const { page, context } = visitor
  await withPasskeys(visitor)
  await begin(page, 'clara')
  await press(page, 'Passkey The finger, face or number of this device, or a security key.')
  await page.getByLabel('Name of the passkey').fill('Office laptop')
  const found = await visitor.look('enrol-passkey')
  await page.keyboard.press('Enter')
  await title(page, 'Keep your recovery codes')
  await page.getByLabel('I have put them in a safe place').check()
  await press(page, 'Continue')
  await isIn(page)

  await context.clearCookies()
  await page.goto('/en/sign-in')
  await press(page, 'Sign in with a passkey')
  await isIn(page)
  await context.clearCookies()
  await begin(page, 'clara')
  await title(page, 'Confirm it is you')
  found.push(...(await visitor.look('second-factor-passkey')))
  await press(page, 'Use passkey')
  await isIn(page)
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await context.close()
})

test('a session that ends under an open page is taken up again where it was, with its second factor', async () => {
  await newPerson(clerk, 'doris', role)
  const visitor = await visit(browser, clerk.kontor)
  const { page, context } = visitor
  await begin(page, 'doris')
  await press(page, 'Authenticator app An app on your phone shows a new code every 30 seconds.')
  const secret = await page.locator('code', { hasText: /\w{4} \w{4}/ }).innerText()
  await page.getByLabel('6-digit code').fill(await codeOf(clerk.kontor, secret))
  await page.keyboard.press('Enter')
  await page.getByLabel('I have put them in a safe place').check()
  await press(page, 'Continue')
  await isIn(page)
  await context.clearCookies()
  await page.goto('/en/user/users')
  await enter(page, 'doris')
  await page.getByLabel('6-digit code').fill(await codeOf(clerk.kontor, secret))
  await page.keyboard.press('Enter')
  await page.getByRole('gridcell', { name: 'anna' }).first().waitFor()

  await context.clearCookies()
  await page.getByRole('searchbox').fill('doris')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill(personPassword)
  await page.keyboard.press('Enter')
  await dialog.getByLabel('6-digit code').fill(await codeOf(clerk.kontor, secret))
  assert.deepEqual(await visitor.look('again'), [])
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('gridcell', { name: 'doris' }).first().waitFor()
  assert.deepEqual(visitor.complaints, [])
  await context.close()
})

test('providers stand beside the password; one that does not answer leads back and says so', async () => {
  const provider = { name: 'Works account', kind: 'oidc', issuer: 'http://127.0.0.1:9/', client_id: 'kontor' }
  await post(clerk, 'sign-in-providers', provider)
  const servers = ['ldaps://ldap.example.invalid']
  await post(clerk, 'sign-in-providers', {
    name: 'Directory',
    kind: 'ldap',
    servers,
    search_base: 'dc=example',
  })
  const visitor = await visit(browser, clerk.kontor)
  const { page, context } = visitor
  await page.goto('/en/sign-in?next=/en/sales/sales-orders')
  const way = page.getByRole('link', { name: 'Continue with Works account' })
  await way.waitFor()
  const found = await visitor.look('sign-in-with-providers')
  await page.getByLabel('Password of').selectOption('Directory')
  await enter(page, 'berta')
  await page.getByRole('alert').first().waitFor()
  await way.click()
  await page.waitForURL(/failure=user\.provider_unreachable/)
  await page.getByText('The provider cannot be reached').waitFor()
  assert.match(page.url(), /next=%2Fen%2Fsales%2Fsales-orders/)
  found.push(...(await visitor.look('sign-in-provider-unreachable')))
  assert.deepEqual(found, [])
  await context.close()
})
