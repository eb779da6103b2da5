/** People of the journeys: with a role and a password, an app on the phone, a mailbox, a key in the device. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { generate } from 'otplib'
import pg from 'pg'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { faultsSeen } from '../kit/accessibility.ts'
import { type Clerk, type Kontor, openSession, patienceInMilliseconds, post } from '../kit/kontor.ts'

export const personPassword = 'granite meadow 71 otter'

export interface Person {
  readonly id: string
  readonly username: string
}

/** Made by the administrator; a temporary password serves once. */
export async function newPerson(
  clerk: Clerk,
  username: string,
  role: string,
  isTemporary = false,
): Promise<Person> {
  const { id } = await post(clerk, 'users', {
    username,
    display_name: `${username[0]?.toUpperCase()}${username.slice(1)} Berger`,
    email: `${username}@example.org`,
  })
  await post(clerk, 'organization-memberships', { user: id, role, is_default: true })
  const password = { password: personPassword, is_temporary: isTemporary }
  await post(clerk, `users/${id}/set-password`, password)
  return { id, username }
}

/** A role of the company that sees users and demands a second factor. */
export async function strictRole(clerk: Clerk): Promise<string> {
  const permissions = ['user.view_useraccount']
  const fields = { code: 'strict', name: 'Strict', permissions, second_factor: 'required' }
  return (await post(clerk, 'roles', fields)).id
}

/** The code of now. Each serves once: it is as if the last one had been used a minute before it was. */
export async function codeOf(kontor: Kontor, secret: string): Promise<string> {
  // Each sees his own only.
  await inDatabase(
    kontor,
    `do $$ declare one uuid; begin
      for one in select id from user_account loop
        perform set_config('erp.user_id', one::text, true);
        update user_factor set last_time_step = last_time_step - 2 where user_id = one;
      end loop; end $$`,
  )
  return generate({ secret: secret.replaceAll(/\s/g, '') })
}

/** The newest letter to an address that holds what is looked for; waits until it lies there. */
export async function letterTo(kontor: Kontor, address: string, pattern: RegExp): Promise<string> {
  for (const end = Date.now() + patienceInMilliseconds; Date.now() < end; await pause(100)) {
    const names = existsSync(kontor.mailFolder) ? readdirSync(kontor.mailFolder).toSorted().toReversed() : []
    for (const name of names) {
      const letter = readFileSync(join(kontor.mailFolder, name), 'utf8').replaceAll(/=\r?\n/g, '')
      const found =
        letter.includes(`To: ${address}`) || letter.includes(`<${address}>`) ? pattern.exec(letter) : null
      if (found) return found[1] ?? found[0]
    }
  }
  throw new Error(`no letter to ${address}`)
}

export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** Of the Kontor, by name and not by number: passkeys are bound to a name. */
  readonly address: string
  readonly complaints: readonly string[]
  /** Looks at what stands there, light and wide, dark and narrow. */
  look(name: string): Promise<string[]>
}

export const devices = {
  chrome: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36',
  firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1 Version/26.1 Mobile Safari/604.1',
} as const

interface Visit {
  readonly language?: 'en' | 'de'
  readonly device?: string
}

/** A browser of somebody not signed in. */
export async function visit(
  browser: Browser,
  kontor: Kontor,
  { language = 'en', device = devices.chrome }: Visit = {},
): Promise<Visitor> {
  const address = kontor.address.replace('127.0.0.1', 'localhost')
  const context = await browser.newContext({
    baseURL: address,
    userAgent: device,
    locale: language === 'de' ? 'de-DE' : 'en-GB',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(patienceInMilliseconds)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  return { context, page, address, complaints, look: (name) => look(page, name) }
}

const looks = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 390 },
] as const

/** When nothing moves or changes colour any more; what moves for ever is given a second. */
const settled = `Promise.race([
  new Promise((done) => setTimeout(done, 1000)),
  Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
])`

const pictures = process.env.KONTOR_PICTURES
const isWhole = process.env.KONTOR_SOAK === 'on' || pictures !== undefined

/** In `npm test` half of the pages are looked at this way and half that way; `npm run soak` does both with all. */
function looksAt(name: string) {
  const sum = [...name].reduce((all, letter) => all + letter.charCodeAt(0), 0)
  return isWhole ? looks : looks.filter((_, index) => index === sum % looks.length)
}

/** With KONTOR_PICTURES a picture of each look is kept there, for eyes. */
export async function look(page: Page, name: string): Promise<string[]> {
  const found: string[] = []
  for (const { colorScheme, width } of looksAt(name)) {
    await page.emulateMedia({ colorScheme })
    await page.locator(colorScheme === 'dark' ? 'html.dark' : 'html:not(.dark)').waitFor()
    await page.setViewportSize({ width, height: 900 })
    // Colours in passing belong to neither look.
    await page.evaluate(settled)
    found.push(...(await faultsSeen(page)).map((fault) => `${name}, ${colorScheme}: ${fault}`))
    const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
    if (overflow > 0) found.push(`${name}: ${overflow} pixels wider than ${width}`)
    // A window belongs to the screen, not to the page below it.
    const fullPage = (await page.getByRole('dialog').count()) === 0
    const path = join(pictures ?? '', `${name}-${width}-${colorScheme}.png`)
    if (pictures) await page.screenshot({ path, fullPage })
  }
  await Promise.all([
    page.emulateMedia({ colorScheme: 'light' }),
    page.setViewportSize({ width: 1440, height: 900 }),
  ])
  return found
}

/** A key in the device that looks at its user by itself. */
export async function withPasskeys({ context, page }: Visitor): Promise<void> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Signs somebody in who has no second factor, and opens a page unless it is null. */
export async function enterAs(
  { page, context, address }: Visitor,
  username: string,
  path: string | null = '/en/',
): Promise<void> {
  await openSession(context, address, { username, password: personPassword })
  if (path !== null) await page.goto(path)
}

/** What only time would bring: the proof of who one is has grown old. */
export async function forgetConfirmations(kontor: Kontor, { id }: Person): Promise<void> {
  await inDatabase(kontor, 'delete from access_confirmation', id)
}

/** The company takes registrations from now on. */
export async function openRegistration(kontor: Kontor): Promise<void> {
  await inDatabase(kontor, 'update organization set self_registration = true where id = tenant_id')
}

/** As the owner of the database, in the name of `user`. */
export async function inDatabase({ database }: Kontor, text: string, user = ''): Promise<void> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  await client.query('select set_config($1, $2, false)', ['erp.user_id', user])
  await client.query(text)
  await client.end()
}
