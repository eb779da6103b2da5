/** A server of its own for a test file: in this process, on a free port, with two companies in it. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Logger, pino } from 'pino'
import { createServer } from '#server/assemble.ts'
import { startTasks } from '#server/tasks.ts'
import { createPasswords } from '#server/modules/user/public.ts'
import { type Protection, unprotected } from '#server/platform/protection.ts'
import { openPool, type Pool } from '#server/platform/database.ts'
import type { SecretsManager } from '#server/platform/secrets.ts'
import { createOutgoing } from '#server/platform/outgoing.ts'
import type { FileSettings } from '#server/platform/file-configuration.ts'
import { defaultIdentitySettings, type IdentitySettings } from '#server/platform/identity-configuration.ts'
import { stopListening } from '#server/platform/listen.ts'
import { openMail } from '#server/platform/mail.ts'
import { ApiClient } from './api-client.ts'
import { type CompanyFacts, companyOf, createCompany, type TestCompany } from './company.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { createPreparedDatabase, type PreparedDatabase } from './prepared-database.ts'
import { noteStart } from './run-end.ts'

export interface TestServer extends TestCompany {
  /** Without a slash at the end. */
  readonly url: string
  readonly database: TestDatabase
  /** As the server itself: kontor_app, by no tenant. */
  readonly pool: Pool
  /** Where it keeps files. */
  readonly dataFolder: string
  /** What it signs and seals with, so that a test may sign tokens of its own. */
  readonly secrets: SecretsManager
  /** Another tenant, whose rows nobody here may ever see. */
  readonly other: TestCompany
  readonly nobody: ApiClient
  /** Every address there is, as its route writes it. */
  readonly addresses: readonly string[]
  /** One statement as the owner, past all policies; what it changes of rights counts at once. */
  sql<R extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<R[]>
  stop(): Promise<void>
}

export interface TestServerOptions {
  readonly now?: () => Date
  readonly isSecure?: boolean
  readonly attemptsPerMinute?: number
  readonly protection?: Partial<Protection>
  /** Runs background jobs, too. */
  readonly withJobs?: boolean
  /** Where its jobs deliver mail to; into a folder unless said. */
  readonly smtpUrl?: string
  /** Errors alone, to standard error, unless given. */
  readonly log?: Logger
  /** What is configured of signing in, beside the defaults. */
  readonly identity?: Partial<IdentitySettings>
  readonly files?: FileSettings
  /**
   * Hears what others change of rights. Without it a test sees them take effect because this process knows of them,
   * and not because a notification was quick.
   */
  readonly hearsOthers?: boolean
}

/** Argon2id as quick as it allows: thousands of sign-ins a test run, of passwords that protect nothing. */
export const testPasswordCost = { memoryCost: 8, timeCost: 1 }

const mailFrom = 'Kontor <kontor@example.org>'

/** No secret: the same at every start, and kept in memory, where what is changed is changed for one server alone. */
export function createTestSecrets(): SecretsManager {
  const changed = new Map<string, string>()
  const write = async (name: string, value: string) => void changed.set(name, value)
  return {
    get: (name) => changed.get(name) ?? `for tests only, and never the same: ${name}`,
    read: async (name) => changed.get(name) ?? null,
    canWrite: () => true,
    create: write,
    update: write,
    async rotate(name) {
      await write(name, randomBytes(32).toString('base64url'))
      return changed.get(name) ?? ''
    },
  }
}

export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const ends: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of ends.splice(0).toReversed()) await end()
  }
  try {
    return { ...(await noteStart(start(options, ends))), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Notes in `ends` how to undo each step, so that a start that fails leaves nothing open. */
async function start(
  options: TestServerOptions,
  ends: (() => Promise<unknown>)[],
): Promise<Omit<TestServer, 'stop'>> {
  const { now = () => new Date(), isSecure = false, attemptsPerMinute = 100_000 } = options
  const { withJobs, smtpUrl, protection, identity, hearsOthers } = options
  const { log = pino({ level: 'error' }, pino.destination(2)) } = options
  const { database, facts } = await databaseWithCompanies(options.now)
  ends.push(database.drop)
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  ends.push(() => owner.end())
  const onError = (error: Error) => log.error(error)
  const pool = openPool({ url: database.url, size: 10, role: 'kontor_app', onError })
  ends.push(() => pool.end())
  const dataFolder = mkdtempSync(join(tmpdir(), 'kontor-test-'))
  ends.push(async () => rmSync(dataFolder, { recursive: true, force: true }))
  const secrets = createTestSecrets()
  const server = await createServer({
    pool,
    ...(hearsOthers ? {} : { listenUrl: database.elsewhereUrl }),
    dataFolder,
    log,
    now,
    isSecure,
    secrets,
    passwordCost: testPasswordCost,
    attemptsPerMinute,
    outgoing: createOutgoing(['127.0.0.1', 'localhost', '::1']),
    protection: { ...unprotected, ...protection },
    identity: { ...defaultIdentitySettings, ...identity },
    ...(options.files === undefined ? {} : { files: options.files }),
  })
  ends.push(server.stop)
  const url = await server.application.listen({ host: '127.0.0.1', port: 0 })
  ends.push(() => stopListening(server.application, 0))
  if (withJobs) {
    const deliver = openMail({ smtpUrl, mailFrom }, dataFolder)
    ends.push((await startTasks({ server, ownerUrl: database.url, log, deliver })).stop)
  }

  const passwords = createPasswords(testPasswordCost)
  const [company, other] = facts.map((one) => companyOf(owner, passwords, url, one, now()))
  return {
    ...company!,
    other: other!,
    url,
    database,
    pool,
    dataFolder,
    secrets,
    nobody: new ApiClient(url, null, null),
    addresses: server.addresses,
    sql: statementsOf(owner, pool),
  }
}

/** Two of them, made once a run; those of another time are made for the file alone. */
async function databaseWithCompanies(
  now: (() => Date) | undefined,
): Promise<PreparedDatabase<CompanyFacts[]>> {
  const prepare = async (database: TestDatabase) => {
    const owner = new pg.Client({ connectionString: database.url })
    await owner.connect()
    try {
      const passwords = createPasswords(testPasswordCost)
      const facts: CompanyFacts[] = []
      for (const name of ['Huber', 'Meier']) {
        facts.push(await createCompany(owner, passwords, name, now?.() ?? new Date()))
      }
      return facts
    } finally {
      await owner.end()
    }
  }
  if (now === undefined) return await createPreparedDatabase({ name: 'companies', prepare })
  const database = await createTestDatabase()
  try {
    return { database, facts: await prepare(database) }
  } catch (error) {
    await database.drop()
    throw error
  }
}

/** The owner's connection is heard as if it were one of the server's. */
function statementsOf(owner: pg.Client, pool: Pool): TestServer['sql'] {
  pool.emit('acquire', owner)
  return async <R extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) => {
    try {
      return (await owner.query<R>(text, [...values])).rows
    } finally {
      pool.emit('release', undefined, owner)
    }
  }
}
