/** Providers and directories on the screen: linked and cut by people, stated and kept in step by an administrator. */
import assert from 'node:assert/strict'
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type Clerk, openBrowser, post, signIn, startKontor } from '../kit/kontor.ts'
import { enterAs, forgetConfirmations, newPerson, personPassword, visit } from './people.ts'

let clerk: Clerk
let browser: Browser
let child: ChildProcessByStdio<Writable, Readable, null>
let systems: {
  readonly issuer: string
  readonly clientSecret: string
  readonly url: string
  readonly base: string
  readonly service: { readonly name: string; readonly password: string }
}
before(async () => {
  const program = join(import.meta.dirname, '../../server/src/modules/user/provider/testing/providers.ts')
  const started = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'ignore'] })
  child = started
  const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string]
  systems = JSON.parse(line)
  const kontor = await startKontor()
  browser = await openBrowser()
  clerk = await signIn(kontor, browser)
})
after(async () => {
  await browser?.close()
  await clerk?.kontor.stop()
  child?.kill()
})

async function secret(name: string, kind: string, value: string): Promise<string> {
  const { id } = await post(clerk, 'stored-credentials', { name, kind })
  await post(clerk, `stored-credentials/${id}/set-value`, { value })
  return id
}

/** Both are stated by the administrator, and the first one knows where browsers come back to. */
async function stateProviders(origin: string): Promise<void> {
  const house = await post(clerk, 'sign-in-providers', {
    name: 'House',
    issuer: systems.issuer,
    client_id: 'kontor',
    credential: await secret('house', 'client_secret', systems.clientSecret),
  })
  child.stdin.write(`${origin}/api/v1/auth/providers/${house.id}/callback/\n`)
  await post(clerk, 'sign-in-providers', {
    name: 'Works directory',
    kind: 'ldap',
    servers: [systems.url],
    encryption: 'none',
    bind_name: systems.service.name,
    credential: await secret('directory', 'password', systems.service.password),
    search_base: systems.base,
  })
}

test('a provider and a directory are linked after one has proven who one is, and open the account', async () => {
  const fields = { code: 'reader', name: 'Reader', permissions: ['user.view_useraccount'] }
  const linda = await newPerson(clerk, 'linda', (await post(clerk, 'roles', fields)).id)
  const visitor = await visit(browser, clerk.kontor)
  const { page } = visitor
  await enterAs(visitor, 'linda', null)
  await stateProviders(visitor.address)
  await page.goto('/en/user/security')
  const link = page.getByRole('button', { name: 'Link: House' })
  await link.waitFor()
  const found = await visitor.look('ways-none')
  await forgetConfirmations(clerk.kontor, linda)
  await link.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Your password').fill(personPassword)
  await page.keyboard.press('Enter')
  await page.getByRole('status').filter({ hasText: 'House opens your account' }).first().waitFor()
  assert.equal(new URL(page.url()).search, '')

  await page.getByRole('button', { name: 'Link: Works directory' }).click()
  await dialog.getByLabel('Name there').fill('berger')
  await dialog.getByLabel('Password there').fill('not that')
  await page.keyboard.press('Enter')
  await dialog.getByText('The other system does not confirm this account.').waitFor()
  found.push(...(await visitor.look('ways-directory')))
  await dialog.getByLabel('Password there').fill('of the directory')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Unlink: Works directory' }).waitFor()
  found.push(...(await visitor.look('ways-linked')))

  await visitor.context.clearCookies()
  await page.goto('/en/sign-in?next=/en/user/security')
  await page.getByRole('link', { name: 'Continue with House' }).click()
  await page.getByRole('button', { name: 'Unlink: House' }).click()
  await dialog.getByRole('button', { name: 'Unlink' }).click()
  await page.getByRole('status').filter({ hasText: 'House unlinked' }).first().waitFor()
  await page.goto('/en/user/security?failure=user.link_taken')
  await page.getByText('That account belongs to somebody else here').waitFor()
  found.push(...(await visitor.look('ways-failed')))
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
})

async function fillDirectory(page: Page, credential: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Name/ }).first().fill('Head office')
  await page.getByLabel('Kind').selectOption('ldap')
  await page.getByRole('combobox', { name: 'Secret' }).fill(credential)
  await page.getByRole('option', { name: credential }).click()
  assert.equal(await page.getByLabel('Issuer').count(), 0, 'a directory has none')
  await page.getByRole('button', { name: 'Directory', exact: true }).click()
  await page.getByLabel('Servers').fill(systems.url)
  await page.keyboard.press('Enter')
  await page.getByLabel('Encryption').selectOption('none')
  await page.getByLabel('Name for searching').fill(systems.service.name)
  await page.getByLabel('Search base').fill(systems.base)
  await page.getByRole('button', { name: 'In step with the directory' }).click()
  await page.getByLabel('Who is new there').selectOption('wait_for_approval')
}

test('an administrator states a directory, tries what it would bring, and does it', async () => {
  const credential = 'searching'
  await secret(credential, 'password', systems.service.password)
  const { username, password } = clerk.kontor
  const visitor = await visit(browser, clerk.kontor)
  const { page } = visitor
  await page.goto('/en/sign-in?next=/en/user/sign-in-providers/new')
  await page.getByLabel('User name or email').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/sign-in-providers/)
  await fillDirectory(page, credential)
  const found = await visitor.look('provider-new')
  await page.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('button', { name: 'Try' }).click()
  await page.getByText('One new person').waitFor()
  found.push(...(await visitor.look('provider-tried')))
  await page.getByRole('button', { name: 'Do it now' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Do it now' }).click()
  await page.getByText('This was done:').waitFor()
  await page.goto('/en/user/users?status=pending_approval')
  await page.getByRole('gridcell', { name: 'berger' }).first().waitFor()
  const list = page.getByRole('link', { name: 'Sign-in providers' })
  await list.first().click()
  await page.getByRole('gridcell', { name: 'House' }).first().click()
  await page.getByText(/auth\/providers\/.*\/callback\//).waitFor()
  found.push(...(await visitor.look('provider-house')))
  assert.deepEqual(found, [])
  assert.deepEqual(visitor.complaints, [])
  await visitor.context.close()
})
