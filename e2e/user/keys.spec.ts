/** Secrets of programs on the screen: an API key made, used, replaced and ended; a credential that takes its value. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { type Clerk, openBrowser, openSession, post, signIn, startKontor } from '../kit/kontor.ts'
import { type Visitor, visit } from './people.ts'

let clerk: Clerk
let browser: Browser
/** What the first journey leaves to the second. */
let made: { readonly address: string; readonly secret: string }
before(async () => {
  const kontor = await startKontor()
  browser = await openBrowser()
  clerk = await signIn(kontor, browser)
})
after(async () => {
  await browser?.close()
  await clerk?.kontor.stop()
})

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

async function administrator(): Promise<Visitor> {
  const visitor = await visit(browser, clerk.kontor)
  await openSession(visitor.context, visitor.address, clerk.kontor)
  return visitor
}

async function serviceAccount(): Promise<string> {
  const { request } = clerk.context
  const session = await (await request.get('/api/v1/auth/session/')).json()
  const made = await post(clerk, 'service-accounts', { name: 'Web shop', owner: session.user.id })
  const account = await (await request.get(`/api/v1/service-accounts/${made.id}/`)).json()
  const fields = {
    code: 'shop',
    name: 'Shop',
    permissions: ['products.view_product', 'contact.view_partner'],
  }
  const role = await post(clerk, 'roles', fields)
  await post(clerk, 'organization-memberships', { user: account.account, role: role.id, is_default: true })
  return made.id
}

test('an API key is made for a service account; its use is seen by day, route and address', async () => {
  await serviceAccount()
  const visitor = await administrator()
  const { page } = visitor
  await page.goto('/en/user/api-keys')
  await page.getByRole('link', { name: 'New API key' }).click()
  await title(page, 'New API key')
  const found = await visitor.look('key-new')
  await page.getByRole('textbox', { name: /^Name/ }).fill('Shop front')
  await page.getByRole('combobox', { name: /^Service account/ }).fill('Web')
  await page.getByRole('option', { name: 'Web shop' }).click()
  await page.getByLabel('Only this').check()
  await page.getByRole('combobox', { name: 'Add a permission' }).fill('products.view_product')
  await page
    .getByRole('option')
    .filter({ hasText: /products\.view_product$/ })
    .first()
    .click()
  await page.getByLabel('Only from these networks').fill('not a network')
  await press(page, 'Make key')
  await page
    .getByText(/is no network/)
    .first()
    .waitFor()
  found.push(...(await visitor.look('key-new-wrong')))
  await page.getByLabel('Only from these networks').fill('127.0.0.1\n::1')
  await press(page, 'Make key')
  await page.getByText('Copy the secret now').waitFor()
  const secret = await page.locator('code').innerText()
  found.push(...(await visitor.look('key-made')))

  await page.getByRole('link', { name: 'Open the key' }).click()
  await title(page, 'Shop front')
  await page.getByText('It has not been used yet').waitFor()
  const call = (path: string) =>
    fetch(`${clerk.kontor.address}/api/v1/${path}/`, { headers: { 'x-api-key': secret } })
  for (const path of ['products', 'products', 'partners']) await (await call(path)).text()
  assert.deepEqual([(await call('products')).status, (await call('partners')).status], [200, 403])
  await untilCounted(page, 5)
  await page.reload()
  const row = page.getByRole('row', { name: /GET \/api\/v1\/partners\// })
  await row.waitFor()
  assert.deepEqual(await row.getByRole('cell').allInnerTexts(), ['2', '2'])
  assert.match(await page.locator('.bars li').last().innerText(), /5 calls, 2 of them refused/)
  found.push(...(await visitor.look('key-used')))
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
  made = { address: new URL(page.url()).pathname, secret }
})

/** They are written down every few seconds, and not all of them at once. */
async function untilCounted(page: Page, calls: number): Promise<void> {
  const id = new URL(page.url()).pathname.split('/').at(-1)
  for (let counted = 0; counted < calls; await pause(100)) {
    const answer = await page.request.get(`/api/v1/api-keys/${id}/usage/`)
    const { daily } = (await answer.json()) as { daily: { calls: number }[] }
    counted = daily.reduce((sum, day) => sum + day.calls, 0)
  }
}

test('a key is replaced by the next, whose secret is shown once, and ended at once', async () => {
  const visitor = await administrator()
  const { page } = visitor
  await page.goto(made.address)
  await press(page, 'Replace')
  await page.getByLabel('Hours this one still counts').fill('2')
  await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click()
  await page.getByText('Copy the secret now').waitFor()
  const found = await visitor.look('key-replaced')
  assert.notEqual(await page.getByRole('dialog').locator('code').innerText(), made.secret)
  const old = page.url()
  await press(page, 'Open the key')
  await page.waitForURL((url) => url.href !== old)
  await press(page, 'End at once')
  await page.getByRole('dialog').getByLabel('Reason').fill('Not needed')
  await page.getByRole('dialog').getByRole('button', { name: 'End at once' }).click()
  await page.getByText('This key is over').waitFor()
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
})

test('a stored credential takes its value where it stands, and shows it to nobody', async () => {
  const visitor = await administrator()
  const { page } = visitor
  await page.goto('/en/user/stored-credentials/new')
  await page.getByRole('textbox', { name: /^Name/ }).fill('Directory')
  await press(page, 'Create')
  await page.getByText('There is none yet').waitFor()
  const found = await visitor.look('credential-empty')
  await press(page, 'Set value')
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /^Value/ })
    .fill('the secret of the directory')
  found.push(...(await visitor.look('credential-value')))
  await page.getByRole('dialog').getByRole('button', { name: 'Set value' }).click()
  await page.getByText(/kept encrypted/).waitFor()
  assert.ok(!(await page.content()).includes('the secret of the directory'))
  found.push(...(await visitor.look('credential-set')))
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
})
