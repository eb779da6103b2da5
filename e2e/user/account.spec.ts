/** One's own account: second factors set up, named and removed, password changed, sessions seen and ended. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type Clerk, openBrowser, post, signIn, startKontor } from '../kit/kontor.ts'
import {
  codeOf,
  devices,
  enterAs,
  forgetConfirmations,
  inDatabase,
  letterTo,
  newPerson,
  personPassword,
  visit,
  withPasskeys,
} from './people.ts'

let clerk: Clerk
let browser: Browser
let role: string
before(async () => {
  const kontor = await startKontor()
  browser = await openBrowser()
  clerk = await signIn(kontor, browser)
  const fields = { code: 'reader', name: 'Reader', permissions: ['user.view_useraccount'] }
  role = (await post(clerk, 'roles', fields)).id
})
after(async () => {
  await browser?.close()
  await clerk?.kontor.stop()
})

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
const dialog = (page: Page) => page.getByRole('dialog')
async function keepCodes(page: Page): Promise<void> {
  await dialog(page).getByLabel('I have put them in a safe place').check()
  await press(page, 'Continue')
}
const done = (page: Page, text: string) =>
  page.getByRole('status').filter({ hasText: text }).first().waitFor()

test('an app is set up after one has proven who one is, and brings recovery codes', async () => {
  const erika = await newPerson(clerk, 'erika', role)
  const visitor = await visit(browser, clerk.kontor)
  const { page } = visitor
  await enterAs(visitor, 'erika')
  await press(page, /Account of Erika Berger/)
  await page.getByRole('menuitem', { name: 'Security' }).click()
  await page.getByRole('heading', { level: 1, name: 'Security' }).waitFor()
  await page.getByRole('heading', { name: 'Second factor' }).waitFor()
  const found = await visitor.look('security-empty')

  await forgetConfirmations(clerk.kontor, erika)
  await press(page, 'Set up: Authenticator app')
  await dialog(page).getByLabel('Your password').fill('not my password')
  await page.keyboard.press('Enter')
  await dialog(page).getByText('This is not your present password.').waitFor()
  found.push(...(await visitor.look('confirm')))
  await dialog(page).getByLabel('Your password').fill(personPassword)
  await page.keyboard.press('Enter')
  await dialog(page).getByRole('img', { name: 'QR code' }).waitFor()
  const secret = await dialog(page).locator('code').innerText()
  await dialog(page).getByLabel('6-digit code').fill('12 34 56')
  await page.keyboard.press('Enter')
  await dialog(page).getByText('This code is not right.').waitFor()
  found.push(...(await visitor.look('security-app')))
  await dialog(page)
    .getByLabel('6-digit code')
    .fill(await codeOf(clerk.kontor, secret))
  await page.keyboard.press('Enter')
  await dialog(page).getByRole('list', { name: 'Recovery codes' }).waitFor()
  found.push(...(await visitor.look('security-codes')))
  await keepCodes(page)
  await page.getByText('10 codes left').waitFor()

  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
})

test('codes by mail and passkeys stand beside the app, with names; each can be removed', async () => {
  const visitor = await visit(browser, clerk.kontor)
  const { page } = visitor
  await withPasskeys(visitor)
  await newPerson(clerk, 'gerda', role)
  await enterAs(visitor, 'gerda', '/en/user/security')
  await press(page, 'Set up: Code by e-mail')
  const code = await letterTo(clerk.kontor, 'gerda@example.org', /code is (\d{6})/)
  await dialog(page).getByLabel('Code from the e-mail').fill(code)
  await page.keyboard.press('Enter')
  await keepCodes(page)
  await page.getByText('10 codes left').waitFor()

  await press(page, 'Add passkey')
  await dialog(page).getByLabel('Name of the passkey').fill('Laptop')
  await page.keyboard.press('Enter')
  await done(page, 'Laptop set up')
  await press(page, 'Rename: Laptop')
  await dialog(page).getByLabel('Name').fill('Office laptop')
  await page.keyboard.press('Enter')
  await page.getByText('Office laptop').first().waitFor()
  const found = await visitor.look('security')

  await press(page, 'Remove: Code by e-mail')
  await dialog(page).getByRole('button', { name: 'Remove' }).click()
  await done(page, 'Code by e-mail removed')
  await press(page, 'New codes')
  await dialog(page).getByRole('button', { name: 'New codes' }).click()
  await keepCodes(page)
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
})

test('sessions are seen with their device and ended, and a new password ends all others', async () => {
  await newPerson(clerk, 'frida', role)
  const [here, there, elsewhere] = await Promise.all([
    visit(browser, clerk.kontor, { language: 'de' }),
    visit(browser, clerk.kontor, { device: devices.firefox }),
    visit(browser, clerk.kontor, { device: devices.phone }),
  ])
  await enterAs(there, 'frida', null)
  await enterAs(elsewhere, 'frida', null)
  await enterAs(here, 'frida', '/de/user/sessions')
  const { page } = here
  const rows = page.getByRole('main').getByRole('listitem').filter({ hasText: ' auf ' })
  await rows.nth(2).waitFor()
  assert.equal(await rows.first().getByText('Diese Sitzung').count(), 1)
  const found = await here.look('sessions')
  await page
    .getByRole('button', { name: /^Sitzung beenden/ })
    .first()
    .click()
  await dialog(page).getByRole('button', { name: 'Beenden' }).click()
  await done(page, 'Sitzung beendet')
  await rows.nth(2).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Alle anderen beenden' }).click()
  await dialog(page).getByRole('button', { name: 'Alle anderen beenden' }).click()
  await page.getByText('Es gibt keine andere Sitzung.').waitFor()
  for (const { page: other } of [there, elsewhere]) {
    await other.goto('/en/user/sessions')
    await other.waitForURL(/sign-in/)
  }

  await enterAs(there, 'frida', null)
  await page.getByRole('link', { name: 'Sicherheit' }).click()
  await page.getByRole('button', { name: 'Passwort ändern' }).click()
  await dialog(page).getByLabel('Bisheriges Passwort').fill(personPassword)
  await dialog(page).getByLabel('Neues Passwort', { exact: true }).fill('passwort1234')
  await dialog(page).getByLabel('Neues Passwort noch einmal').fill('passwort1234')
  await page.keyboard.press('Enter')
  await dialog(page).getByText('leicht zu erraten').waitFor()
  found.push(...(await here.look('password')))
  await dialog(page).getByLabel('Neues Passwort', { exact: true }).fill('walnut harbour 38 lantern')
  await dialog(page).getByLabel('Neues Passwort noch einmal').fill('walnut harbour 38 lantern')
  await page.keyboard.press('Enter')
  await done(page, 'Passwort geändert')
  await there.page.goto('/en/user/sessions')
  await there.page.waitForURL(/sign-in/)
  assert.deepEqual(found, [])
  assert.deepEqual(here.complaints, [])
  await Promise.all([here, there, elsewhere].map(({ context }) => context.close()))
})

test('a session warns before it ends, is prolonged, and ends over the page; all tabs agree', async () => {
  const { id } = await newPerson(clerk, 'lena', role)
  const visitor = await visit(browser, clerk.kontor)
  const { page, context } = visitor
  await enterAs(visitor, 'lena', null)
  const other = await context.newPage()
  for (const each of [page, other]) await each.goto('/en/user/profile')
  /** As if nobody had worked for all but so many seconds of the three hours. */
  const leave = async (seconds: number) => {
    await inDatabase(
      clerk.kontor,
      `update user_session set last_seen_at = now() - interval '3 hours' + interval '${seconds} seconds'
      where user_id = '${id}'; select pg_notify('kontor_access', '')`,
    )
    // Somebody at the keyboard is not idle.
    for (const each of [page, other]) await each.clock.runFor(61_000)
  }
  for (const each of [page, other]) await each.clock.install()
  for (const each of [page, other]) await each.reload()
  const job = (each: Page) => each.getByRole('main').getByLabel('Job title')
  for (const each of [page, other]) await job(each).waitFor()
  await job(page).fill('Half a thought')
  const warning = (each: Page) => each.getByRole('region', { name: 'You are about to be signed out' })

  await leave(115)
  for (const each of [page, other]) await warning(each).waitFor()
  const found = await visitor.look('session-ends')
  await warning(page).getByRole('button', { name: 'Stay signed in' }).click()
  for (const each of [page, other]) await warning(each).waitFor({ state: 'detached' })

  await leave(-1)
  const again = (each: Page) => dialog(each).getByLabel('Password', { exact: true })
  for (const each of [page, other]) await again(each).waitFor()
  await again(page).fill(personPassword)
  await page.keyboard.press('Enter')
  for (const each of [page, other]) await dialog(each).waitFor({ state: 'detached' })
  assert.equal(await job(page).inputValue(), 'Half a thought')
  await job(other).fill('Clerk')
  await press(other, 'Save')
  await done(other, 'Profile saved')
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await context.close()
})

test('an unusual session beside one is shown there; its user vouches for it or ends it', async () => {
  const { id } = await newPerson(clerk, 'mona', role)
  const [here, there] = await Promise.all([
    visit(browser, clerk.kontor),
    visit(browser, clerk.kontor, { device: devices.phone }),
  ])
  await enterAs(here, 'mona', null)
  await enterAs(there, 'mona', null)
  await inDatabase(
    clerk.kontor,
    `update user_session set is_unusual = true, address = '203.0.113.9'
    where user_id = '${id}' and device like '%iPhone%'`,
  )
  await here.page.goto('/en')
  const alert = here.page.getByRole('region', { name: 'Somebody else has signed in as you' })
  await alert.getByText('Safari on iOS, 203.0.113.9').waitFor()
  const found = await here.look('session-unusual')
  await press(here.page, 'No, end it')
  await done(here.page, 'The session has ended')
  await here.page.waitForURL(/user\/security/)
  await alert.waitFor({ state: 'detached' })
  await there.page.goto('/en/user/sessions')
  await there.page.waitForURL(/sign-in/)
  assert.deepEqual(found, [])
  assert.deepEqual(here.complaints, [])
  await Promise.all([here, there].map(({ context }) => context.close()))
})

test('the profile shows what one says of oneself, with a picture, and keeps what is changed', async () => {
  await newPerson(clerk, 'karla', role)
  const visitor = await visit(browser, clerk.kontor)
  const { page } = visitor
  await enterAs(visitor, 'karla', '/en/user/profile')
  const main = page.getByRole('main')
  await main.getByLabel('Name', { exact: true }).waitFor()
  const found = await visitor.look('profile')
  await main.getByLabel('Name', { exact: true }).fill('Karla Berger-Huber')
  await main.getByLabel('Job title').fill('Clerk')
  await main.getByLabel('Time zone').selectOption('Europe/Berlin')
  await main.locator('[name="phone_visibility"]').selectOption('hidden')
  await main.getByLabel('Colours').selectOption('Dark')
  await main.getByLabel('Name', { exact: true }).press('Enter')
  await done(page, 'Profile saved')
  await page.locator('html.dark').waitFor()
  await press(page, 'What was changed')
  const history = main.getByRole('region', { name: 'What was changed' })
  await history.getByText('Karla Berger-Huber').waitFor()
  await history.getByText('Europe/Berlin').waitFor()
  await main.getByLabel('Colours').selectOption('As the system')
  await press(page, 'Save')
  await page.locator('html:not(.dark)').waitFor()
  const picture = { name: 'karla.png', mimeType: 'image/png', buffer: await page.screenshot() }
  await main.getByLabel('Choose picture').first().setInputFiles(picture)
  await main.getByRole('img', { name: 'Picture of Karla Berger-Huber' }).waitFor()
  // The address that the profile brought is no good any more: the screen asks for another one.
  await page.route(/\/bytes\/\?size=/, (route) => route.fulfill({ body: 'over' }), { times: 1 })
  const [renewed] = await Promise.all([page.waitForResponse(/content\/\?size=/), page.reload()])
  assert.equal(renewed.status(), 303)
  const shown = main.getByRole('img', { name: 'Picture of Karla Berger-Huber' })
  await shown.and(page.locator('img')).waitFor()
  const picked = await shown.elementHandle()
  await page.waitForFunction(
    (image) => image !== null && 'naturalWidth' in image && Number(image.naturalWidth) > 0,
    picked,
  )
  await page
    .getByRole('button', { name: /Account of Karla/ })
    .locator('img')
    .waitFor()
  await main.getByRole('img', { name: 'Picture of Karla Berger-Huber' }).waitFor()
  assert.equal(await main.getByLabel('Time zone').inputValue(), 'Europe/Berlin')
  found.push(...(await visitor.look('profile-filled')))
  await main.getByRole('button', { name: 'Remove picture' }).click()
  await main.getByRole('img', { name: 'Picture of' }).waitFor({ state: 'detached' })
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
})

test('one arrives where one has chosen to, and sees rows and moments as one has chosen', async () => {
  const { id } = await newPerson(clerk, 'ida', role)
  const visitor = await visit(browser, clerk.kontor)
  const { page } = visitor
  await enterAs(visitor, 'ida', '/en/user/profile')
  await page.getByLabel('Start page').selectOption({ label: 'Users' })
  await page.getByLabel('Close rows').selectOption({ label: 'Yes' })
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
  await press(page, 'Save')
  await done(page, 'Profile saved')
  await page.goto('/en')
  await page.waitForURL(/\/en\/user\/users$/)
  await page.locator('html.dense').waitFor()
  const { last_login_at: instant } = await (await visitor.context.request.get(`/api/v1/users/${id}/`)).json()
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const
  const shown = new Intl.DateTimeFormat('en-GB', style).format(new Date(instant))
  await page.getByRole('row', { name: /Ida/i }).getByText(shown).first().waitFor()
  await page.getByRole('link', { name: 'Kontor' }).first().click()
  await page.waitForURL(/\/en$/)
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
})
