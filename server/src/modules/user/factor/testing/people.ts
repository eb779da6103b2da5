/** People who have set up an authenticator app, and the app itself, for tests. */
import assert from 'node:assert/strict'
import { generate } from 'otplib'
import { assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import type { TestServer } from '#server/testing/server.ts'

export const login = '/api/v1/auth/login/'
export const secondFactor = '/api/v1/auth/login/second-factor/'
export const session = '/api/v1/auth/session/'

export const codeAt = (secret: string, now: Date) =>
  generate({ secret, epoch: Math.floor(now.getTime() / 1000) })

export interface Person {
  readonly username: string
  readonly secret: string
  readonly recoveryCodes: readonly string[]
  /** Signed in. */
  readonly browser: BrowserClient
}

/** A new user with an address, signed in by password. */
export async function newUser(server: TestServer, username: string, role = 'viewer'): Promise<BrowserClient> {
  await server.addUser({ username, role, organization: server.root })
  await server.sql('update user_account set email = $2 where username = $1', [
    username,
    `${username}@example.org`,
  ])
  const browser = new BrowserClient(server.url)
  assertStatus(await browser.logIn({ username, password: testPassword }), 200)
  return browser
}

export async function withApp(server: TestServer, username: string, now: Date): Promise<Person> {
  const browser = await newUser(server, username)
  const { body } = assertStatus(await browser.post('/api/v1/auth/factors/totp/'), 200)
  const code = await codeAt(body.secret, now)
  const made = assertStatus(await browser.post('/api/v1/auth/factors/totp/confirm/', { code }), 200)
  assert.equal(made.body.recovery_codes.length, 10)
  return { username, secret: body.secret, recoveryCodes: made.body.recovery_codes, browser }
}

/** The first step of a new sign-in; its answer says what is due. */
export async function begin(server: TestServer, username: string, browser = new BrowserClient(server.url)) {
  const { body } = assertStatus(await browser.logIn({ username, password: testPassword }), 200)
  return { browser, ticket: String(body.ticket), next: body.next, factors: body.factors }
}
