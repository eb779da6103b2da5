/** Makes a user with a membership on a connection of the owner: for first start, demo data and tests. */
import type pg from 'pg'
import { mustBeGoodPassword } from './password-rules.ts'
import type { Passwords } from './password.ts'

/** A connection of the role that owns the tables. */
export type Owner = Pick<pg.ClientBase, 'query'>

export interface NewUser {
  readonly tenantId: string
  readonly organizationId: string
  /** The code of a role. */
  readonly role: string
  readonly username: string
  readonly displayName: string
  readonly email?: string
  readonly password: string
  readonly language?: string
  readonly timezone?: string
  /** True unless said: the membership reaches the organizations below, too. */
  readonly includesDescendants?: boolean
}

export interface CreatedUser {
  readonly id: string
  readonly username: string
}

/** Call it in a transaction: the setting of the tenant is local to one. */
export async function createUser(
  owner: Owner,
  passwords: Passwords,
  user: NewUser,
  now: Date,
): Promise<CreatedUser> {
  const { tenantId, organizationId, role, username, displayName } = user
  mustBeGoodPassword(user.password, [username, displayName], '/password')
  const hash = await passwords.hash(user.password)
  await owner.query(`select set_config('erp.tenant_id', $1, true)`, [tenantId])
  const { rows } = await owner.query<CreatedUser>(
    `insert into user_account (tenant_id, username, display_name, email, language, timezone, status)
    values ($1, $2, $3, $4, $5, $6, 'active') returning id, username`,
    [tenantId, username, displayName, user.email ?? null, user.language ?? 'en', user.timezone ?? 'UTC'],
  )
  const created = rows[0] as CreatedUser
  await owner.query(
    `insert into organization_membership (tenant_id, organization_id, user_id, role_id, includes_descendants)
    select $1, $2, $3, r.id, $5 from role r
    where r.code_lower = lower($4) and (r.tenant_id is null or r.tenant_id = $1)
    order by r.tenant_id nulls last limit 1`,
    [tenantId, organizationId, created.id, role, user.includesDescendants ?? true],
  )
  await owner.query(`select kontor.set_password($1, $2, '{}', null, null, $3)`, [
    created.id,
    hash,
    now.toISOString(),
  ])
  await owner.query(
    `insert into audit_log (tenant_id, action, record, record_id, record_label)
    values ($1, 'CREATE', 'user.user_account', $2, $3)`,
    [tenantId, created.id, username],
  )
  return created
}
