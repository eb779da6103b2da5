/** `kontor users create-superuser`: an account at the machine itself that may do everything in its company. */
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { exitCodes } from '#server/platform/start-failure.ts'
import type { Command } from './command.ts'

const options = {
  username: { type: 'string' },
  email: { type: 'string' },
  password: { type: 'string' },
  company: { type: 'string' },
} as const

export const usersCommand: Command = {
  usage: 'users create-superuser --username <name> --email <address> --password <text> [--company <code>]',
  summary: 'Makes an administrator of the company; its code is needed where there are several.',
  async run(machine, parameters) {
    const { values, positionals } = parseArgs({ args: [...parameters], options, allowPositionals: true })
    const { username, email, password, company } = values
    if (positionals[0] !== 'create-superuser' || !username || !email || !password) {
      machine.say(usersCommand.usage)
      return exitCodes.configuration
    }
    const client = await machine.database()
    const companies = await companiesOf(client, company)
    const [id] = companies
    if (id === undefined || companies.length > 1) {
      machine.say(id === undefined ? 'There is no such company.' : 'There are several: say --company <code>.')
      return 1
    }
    if (!(await make(client, { id, username, email, password, now: machine.now() }))) {
      machine.say(`There is a user ${username} already.`)
      return 1
    }
    machine.say(`${username} administers the company now.`)
    return 0
  },
}

async function companiesOf(client: pg.Client, code: string | undefined): Promise<readonly string[]> {
  const text = `select id from organization where id = tenant_id and ($1::text is null or code_lower = lower($1))
    order by id limit 2`
  return (await client.query<{ id: string }>(text, [code ?? null])).rows.map(({ id }) => id)
}

interface Superuser {
  readonly id: string
  readonly username: string
  readonly email: string
  readonly password: string
  readonly now: Date
}

/** False where the name is taken. */
async function make(client: pg.Client, { id, username, email, password, now }: Superuser): Promise<boolean> {
  const { createPasswords, createUser, productionCost } = await import('#server/modules/user/public.ts')
  const passwords = createPasswords(productionCost)
  const place = { tenantId: id, organizationId: id, role: 'administrator' }
  await client.query('begin')
  try {
    await client.query(`select set_config('erp.tenant_id', $1, true)`, [id])
    const text = 'select from user_account where tenant_id = $1 and username_lower = lower($2)'
    const isTaken = (await client.query(text, [id, username])).rows.length > 0
    const user = { ...place, username, displayName: username, email, password }
    if (!isTaken) await createUser(client, passwords, user, now)
    await client.query('commit')
    return !isTaken
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
