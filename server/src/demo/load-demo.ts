/** Loads the demo company on first start and says how to sign in; nothing where there is any tenant. */
import { randomInt } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { Connection } from '#server/platform/connections.ts'
import { dateIn } from '#contract/kit/dates.ts'
import type { Caller } from '#server/kit/context.ts'
import type { Pool } from '#server/platform/database.ts'
import { createPasswords, createTenant, createUser, productionCost } from '#server/modules/user/public.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'
import { makeCatalogue } from './catalogue.ts'
import { makeCompany } from './company.ts'
import { makePartners } from './customers.ts'
import { makeHistory } from './history.ts'
import { seeded } from './random.ts'
import { sceneOf } from './scene.ts'

export interface DemoLogin {
  readonly role: string
  readonly username: string
  readonly password: string
}

const people = [
  { role: 'administrator', username: 'admin', displayName: 'Veronika Arnold' },
  { role: 'sales', username: 'sales', displayName: 'Markus Ertl' },
  { role: 'warehouse', username: 'warehouse', displayName: 'Toni Wagner' },
  { role: 'purchasing', username: 'purchasing', displayName: 'Birgit Lenz' },
  { role: 'accounts', username: 'accounts', displayName: 'Helga Schmid' },
  { role: 'viewer', username: 'viewer', displayName: 'Gast' },
] as const

const seed = 1796 // the year the workshop says it was founded in
const monthCount = 12

/** Of a table counted while it is empty PostgreSQL expects nothing ever after, and reads all of it as it fills. */
const analyzeText = `do $$
declare
  filled record;
begin
  for filled in
    select oid::regclass as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0
  loop
    execute format('analyze %s', filled.name);
  end loop;
end
$$`

/** Gives the logins it made, or null where the database already has a company. */
export async function loadDemo(
  ownerUrl: string,
  pool: Pool,
  dataFolder: string,
  now: Date,
): Promise<readonly DemoLogin[] | null> {
  const owner = new Connection({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const { rows } = await owner.query('select 1 from organization limit 1')
    if (rows.length > 0) return null
    const logins = people.map(({ role, username }) => ({ role, username, password: madePassword() }))
    const caller = await makeTenant(owner, logins, now)
    await fill(pool, caller, now, () => owner.query(analyzeText))
    writeLogins(dataFolder, logins)
    return logins
  } finally {
    await owner.end()
  }
}

async function makeTenant(owner: pg.Client, logins: readonly DemoLogin[], now: Date): Promise<Caller> {
  const passwords = createPasswords(productionCost)
  const { id, administrator } = await createTenant(
    owner,
    passwords,
    {
      name: 'Zinngießerei Ammersee GmbH',
      code: 'ZINN',
      currency: 'EUR',
      timezone: 'Europe/Berlin',
      language: 'de',
      administrator: { ...accountOf(0, logins), language: 'en' },
    },
    now,
  )
  for (const [index, { role }] of people.entries()) {
    if (index === 0) continue
    const user = { ...accountOf(index, logins), tenantId: id, organizationId: id, role }
    await owner.query('begin')
    await createUser(owner, passwords, user, now)
    await owner.query('commit')
  }
  const { rows } = await owner.query<{ identity: StoredIdentity }>(
    'select kontor.identity_of($1, $2) as identity',
    [id, administrator.id],
  )
  const identity = identityFrom(rows[0]?.identity as StoredIdentity)
  return {
    identity,
    organizationId: id,
    request: { id: 'demo', address: '', device: 'demo data', language: 'de' },
  }
}

const accountOf = (index: number, logins: readonly DemoLogin[]) => ({
  username: people[index]?.username ?? '',
  displayName: people[index]?.displayName ?? '',
  password: logins[index]?.password ?? '',
  timezone: 'Europe/Berlin',
})

async function fill(pool: Pool, caller: Caller, now: Date, learn: () => Promise<unknown>): Promise<void> {
  const root = caller.identity.tenantId
  const months = Array.from({ length: monthCount }, (_, index) => monthsBefore(now, monthCount - 1 - index))
  const firstDay = dateIn('Europe/Berlin', monthsBefore(now, monthCount))
  const start = monthsBefore(now, monthCount)
  const scene = sceneOf(pool, caller)
  const { cast, random } = await scene.at(start, async (ctx) => {
    const places = await makeCompany(root, ctx)
    const products = await makeCatalogue(firstDay, ctx)
    const { customers, suppliers } = await makePartners(root, ctx)
    return {
      cast: { root, warehouse: places.workshopWarehouse, bins: places.bins, products, customers, suppliers },
      random: seeded(seed),
    }
  })
  await makeHistory(scene, cast, months, random, learn)
}

/** The same hour so many months ago, a few days back so that a month's work lies in the month. */
function monthsBefore(now: Date, count: number): Date {
  const then = new Date(now)
  then.setUTCDate(Math.min(then.getUTCDate(), 25))
  then.setUTCMonth(then.getUTCMonth() - count)
  return count === 0 ? new Date(now.getTime() - 3600 * 1000) : then
}

const syllables = [
  'am',
  'bo',
  'dal',
  'fe',
  'gri',
  'ho',
  'jul',
  'ka',
  'lin',
  'mo',
  'nar',
  'pel',
  'ru',
  'sen',
  'tor',
  'vi',
  'wal',
  'zin',
]

/** Four made-up words: some 60 bits, and possible to type from the terminal. */
function madePassword(): string {
  const word = () => Array.from({ length: 4 }, () => syllables[randomInt(syllables.length)]).join('')
  return `${word()}-${word()}-${word()}-${randomInt(100, 1000)}`
}

function writeLogins(dataFolder: string, logins: readonly DemoLogin[]): void {
  const folder = join(dataFolder, 'secrets')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'demo-logins'), `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 })
}

/** What the terminal shows after the first start. */
export function describeLogins(logins: readonly DemoLogin[]): string {
  const rows = logins.map(
    ({ role, username, password }) => `  ${role.padEnd(14)} ${username.padEnd(12)} ${password}`,
  )
  return ['The demo company is loaded. Sign in with (role, name, password):', ...rows].join('\n')
}
