/** A Kontor and a browser for journeys: real server, database of its own, an administrator signed in. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type Company, startWebServer, type WebServer } from '#server/testing/web-server.ts'
import { browserVariable, chromiumOptions } from '../../tools/testing/chromium.ts'

export type Kontor = WebServer

export interface Clerk {
  readonly kontor: Kontor
  readonly context: BrowserContext
  readonly page: Page
  /** What the browser complained about; a journey that went well leaves none. */
  readonly complaints: readonly string[]
  stop(): Promise<void>
}

const patienceInMilliseconds = 15_000

export async function startKontor(company: Company = 'empty'): Promise<Kontor> {
  return await startWebServer(company)
}

/** The one that `npm test` has started for all journeys, or one for this file. */
export async function openBrowser(): Promise<Browser> {
  const shared = process.env[browserVariable]
  return shared ? await chromium.connect(shared) : await chromium.launch(chromiumOptions())
}

/** Signs in through the page, as people do. */
export async function signIn(kontor: Kontor, browser: Browser): Promise<Clerk> {
  const context = await browser.newContext({
    baseURL: kontor.address,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(patienceInMilliseconds)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto('/en/sign-in')
  await page.getByLabel(/user name/i).fill(kontor.username)
  await page.getByLabel('Password', { exact: true }).fill(kontor.password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/en\/?$/)
  return { kontor, context, page, complaints, stop: () => context.close() }
}

/** Makes a row through the API, in the name of the one signed in. */
export async function post(clerk: Clerk, path: string, data: unknown): Promise<{ readonly id: string }> {
  const { request } = clerk.context
  const session = await (await request.get('/api/v1/auth/session/')).json()
  const headers = {
    'X-CSRF-Token': session.csrf_token,
    'X-Organization': session.organizations[0].id,
    Origin: clerk.kontor.address,
  }
  const answer = await request.post(`/api/v1/${path}/`, { data, headers })
  if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
  return answer.status() === 204 ? { id: '' } : await answer.json()
}

/** Server, browser and clerk in one, and their end. */
export async function startClerk(company: Company = 'empty'): Promise<Clerk> {
  const kontor = await startKontor(company)
  const browser = await openBrowser()
  const clerk = await signIn(kontor, browser)
  const stop = async () => {
    await browser.close()
    await kontor.stop()
  }
  return { ...clerk, stop }
}
