/** The first day: a forgotten password is chosen anew by a link, the start page welcomes and leads around. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { type Clerk, openBrowser, signIn, startKontor } from '../kit/kontor.ts'
import { enterAs, letterTo, newPerson, openRegistration, visit } from './people.ts'

let clerk: Clerk
let browser: Browser
let role: string
before(async () => {
  const kontor = await startKontor()
  browser = await openBrowser()
  clerk = await signIn(kontor, browser)
  const answer = await clerk.context.request.get('/api/v1/roles/sales_representative/')
  role = (await answer.json()).id
})
after(async () => {
  await browser?.close()
  await clerk?.kontor.stop()
})

test('a forgotten password is chosen anew by a link in the mail, which serves once', async () => {
  await newPerson(clerk, 'hanna', role)
  const visitor = await visit(browser, clerk.kontor)
  const { page } = visitor
  await page.goto('/en/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.locator('input:focus').waitFor()
  const found = await visitor.look('forgotten')
  await page.keyboard.type('hanna')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Look into your mailbox' }).waitFor()
  found.push(...(await visitor.look('forgotten-sent')))

  const link = await letterTo(clerk.kontor, 'hanna@example.org', /(\/en\/new-password#[\w-]+)/)
  await page.goto(link)
  await page.getByText('For Hanna Berger, user name hanna.').waitFor()
  found.push(...(await visitor.look('new-password')))
  await page.getByLabel('New password', { exact: true }).fill('walnut harbour 38 lantern')
  await page.getByLabel('New password again').fill('walnut harbour 38 lanterns')
  await page.keyboard.press('Enter')
  await page.getByText('The two are not the same.').waitFor()
  await page.getByLabel('New password again').fill('walnut harbour 38 lantern')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Your password is saved' }).waitFor()
  found.push(...(await visitor.look('new-password-done')))
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('User name or email').fill('hanna')
  await page.getByLabel('Password', { exact: true }).fill('walnut harbour 38 lantern')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/en\/?$/)

  await page.goto('/en/password-forgotten')
  await page.goto(link)
  await page.getByRole('heading', { level: 1, name: 'This link is over' }).waitFor()
  found.push(...(await visitor.look('link-over')))
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
})

test('the start page welcomes by role, leads around, keeps what is done and can be put aside', async () => {
  await newPerson(clerk, 'ida', role)
  const visitor = await visit(browser, clerk.kontor)
  const { page } = visitor
  await enterAs(visitor, 'ida')
  const steps = page.getByRole('region', { name: 'First steps' })
  await steps.getByText('You work here as: Sales representative.').waitFor()
  const found = await visitor.look('welcome')
  await steps.getByRole('button', { name: 'Take orders' }).click()
  await steps.getByText('Confirm; what is missing waits as a back order.').waitFor()
  await steps.getByRole('button', { name: 'Done: Take orders' }).click()
  await steps.getByText('1 of 2 done').waitFor()
  found.push(...(await visitor.look('welcome-lesson')))

  await steps.getByRole('button', { name: 'Show me around' }).click()
  const card = page.getByRole('dialog')
  await card.getByRole('heading', { name: 'The menu' }).waitFor()
  found.push(...(await visitor.look('tour-menu')))
  for (const name of ['Search and commands', 'Where you work', 'Language', 'Light or dark', 'Your account']) {
    await card.getByRole('button', { name: 'Next' }).click()
    await card.getByRole('heading', { name }).waitFor()
  }
  found.push(...(await visitor.look('tour')))
  await card.getByRole('button', { name: 'Got it' }).click()
  await card.waitFor({ state: 'detached' })

  await steps.getByRole('button', { name: 'Put aside' }).click()
  await steps.waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await steps.count(), 0)
  await page.getByRole('button', { name: /Account of Ida Berger/ }).click()
  await page.getByRole('menuitem', { name: 'First steps' }).click()
  await steps.getByText('1 of 2 done').waitFor()
  await steps.getByRole('button', { name: 'Take orders' }).click()
  await steps.getByRole('link', { name: 'Open page: Take orders' }).click()
  await page.waitForURL(/sales-orders/)
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
})

test('an account is asked for on the sign-in page and the address proven by a click', async () => {
  await openRegistration(clerk.kontor)
  const visitor = await visit(browser, clerk.kontor)
  const { page } = visitor
  await page.goto('/en/sign-in')
  await page.getByRole('link', { name: 'No account yet?' }).click()
  await page.getByRole('button', { name: 'Ask for an account' }).click()
  await page.getByText('Please fill in this field.').first().waitFor()
  const found = await visitor.look('register')
  await page.getByLabel('Company').fill('HUBER')
  await page.getByLabel('Your name').fill('Jana Berger')
  await page.getByLabel('E-mail address').fill('jana@example.org')
  await page.getByLabel('You are').selectOption('a customer, supplier or other partner')
  await page.getByLabel('User name').fill('jana')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Look into your mailbox' }).waitFor()
  await page.goto(await letterTo(clerk.kontor, 'jana@example.org', /(\/en\/verify-registration#[\w-]+)/))
  found.push(...(await visitor.look('verify')))
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your address is confirmed' }).waitFor()
  found.push(...(await visitor.look('verified')))
  const { results } = await (await clerk.context.request.get('/api/v1/users/?search=jana')).json()
  assert.deepEqual([results[0].kind, results[0].status], ['external', 'pending_approval'])
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
})
