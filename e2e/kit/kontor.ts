/** A Kontor and a browser for journeys: real server, database of its own, an administrator signed in. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

export interface Kontor {
  readonly address: string
  readonly username: string
  readonly password: string
  /** Where its letters lie. */
  readonly mailFolder: string
  /** Its database, as the owner: for what only time would bring. */
  readonly database: string
  stop(): Promise<void>
}

export interface Clerk {
  readonly kontor: Kontor
  readonly context: BrowserContext
  readonly page: Page
  /** What the browser complained about; a journey that went well leaves none. */
  readonly complaints: string[]
  stop(): Promise<void>
}

/** A company with nothing in it but an administrator, or the pewter workshop with a year of documents. */
export type Company = 'empty' | 'demo'

const projectFolder = join(import.meta.dirname, '../..')
const hostProgram = join(projectFolder, 'server/src/testing/journey-host.ts')
/** Measures nothing: long after a busy machine is through, a journey says what it waited for. */
export const patienceInMilliseconds = 90_000

export async function startKontor(company: Company = 'empty'): Promise<Kontor> {
  host ??= startHost()
  const address = await host
  const answer = await fetch(`${address}/${company}`, { method: 'POST' })
  if (!answer.ok) throw new Error(await answer.text())
  const kontor = (await answer.json()) as Kontor
  const { port } = new URL(kontor.address)
  return { ...kontor, stop: async () => void (await fetch(`${address}/${port}`, { method: 'DELETE' })) }
}

let host: Promise<string> | undefined

/** One for all files of this process, which has one journey at a time; it ends with it. */
async function startHost(): Promise<string> {
  const stdio = ['ignore', 'pipe', 'inherit', 'ipc'] as const
  const child = spawn(process.execPath, [hostProgram], { cwd: projectFolder, stdio: [...stdio] })
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout! }), 'line'),
    once(child, 'exit').then(() => [null]),
  ])) as [string | null]
  if (line === null) throw new Error('The server did not start; its words stand above.')
  child.stdout?.destroy()
  child.channel?.unref()
  child.unref()
  return line
}

/** That which `npm test` has started for all journeys, or one for this file. */
export async function openBrowser(): Promise<Browser> {
  const shared = process.env.KONTOR_TEST_BROWSER
  if (shared) return await chromium.connect(shared)
  const known = [
    process.env.CHROMIUM,
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
  const executablePath = known.find((path) => path !== undefined && existsSync(path))
  return await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) })
}

/**
 * A session in the browser, without the page that asks for it, which has journeys of its own: a third of what most
 * journeys would do twice.
 */
export async function openSession(
  { request }: BrowserContext,
  address: string,
  { username, password }: Pick<Kontor, 'username' | 'password'>,
): Promise<void> {
  const sent = { data: { username, password }, headers: { Origin: address } }
  const answer = await request.post(`${address}/api/v1/auth/login/`, sent)
  if (!answer.ok()) throw new Error(`${username} cannot sign in: ${await answer.text()}`)
}

/** Signed in, and on no page yet. */
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
  await openSession(context, kontor.address, kontor)
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
