/** Name and password: the same work and answer whether or not the name exists. */
import { isObject } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import type { RequestFacts } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import { inTransaction, type Pool, type Transaction } from '#server/platform/database.ts'
import { enterTenant, noTenant, originOf } from './entering.ts'
import type { Passwords } from './password.ts'
import { identityFrom, type StoredIdentity } from './stored-identity.ts'

export interface Credentials {
  readonly username: string
  readonly password: string
  /** The code of a root organization, where two have users of the same name. */
  readonly tenant: string | null
}

/** Reads what a client sent; every text is bounded before anything is computed from it. */
export function credentialsFrom(body: unknown): Credentials {
  const given = isObject(body) ? body : {}
  const faults: Fault[] = []
  const text = (name: string, most: number) => {
    const value = given[name]
    if (typeof value === 'string' && value !== '' && value.length <= most && !value.includes('\0'))
      return value
    faults.push({ pointer: `/${name}`, code: 'kit.required' })
    return ''
  }
  const credentials = {
    username: text('username', 150).normalize('NFC').trim(),
    password: text('password', 1000),
    tenant: given.tenant === undefined || given.tenant === null ? null : text('tenant', 50),
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  return credentials
}

/**
 * Proves the password and runs `enter` in the same transaction, now within the tenant. A failure is committed
 * too, since it counts, and then refused.
 */
export async function provePassword<T>(
  pool: Pool,
  passwords: Passwords,
  { username, password, tenant }: Credentials,
  facts: RequestFacts,
  now: Date,
  enter: (identity: Identity, transaction: Transaction) => Promise<T>,
): Promise<T> {
  const { rows: salts } = await pool.query<{ salt: string }>(
    'select salt from kontor.sign_in_salts($1, $2) as salt',
    [username, tenant],
  )
  // One proof at least, so that an unknown name takes as long as a known one.
  const proofs: string[] = []
  for (const { salt } of salts.length > 0 ? salts : [{ salt: '' }]) {
    proofs.push(await passwords.prove(password, salt))
  }
  const result = await inTransaction(pool, noTenant, async (transaction) => {
    const [row] = await transaction.rows<{ identity: StoredIdentity | null }>(
      'select kontor.prove_password($1, $2, $3, $4, $5) as identity',
      [username, tenant, proofs, now.toISOString(), JSON.stringify(originOf(facts))],
    )
    if (!row?.identity) return null
    const identity = identityFrom(row.identity)
    await enterTenant(transaction, identity)
    return { entered: await enter(identity, transaction) }
  })
  if (result === null) throw new Refusal('kit.sign_in_failed')
  return result.entered
}
