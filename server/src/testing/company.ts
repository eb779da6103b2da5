/** A company for tests: a legal entity with two sites, and a user of each role with a client of his own. */
import type pg from 'pg'
import { createTenant, createUser, type Passwords } from '#server/modules/user/public.ts'
import { type Account, ApiClient } from './api-client.ts'

const testRoles = ['administrator', 'sales', 'warehouse', 'purchasing', 'accounts', 'viewer'] as const
export type TestRole = (typeof testRoles)[number]

export interface TestCompany {
  /** The id of the tenant, which is that of its root organization. */
  readonly tenant: string
  /** The root, a legal entity in euros and Berlin's time. */
  readonly root: string
  /** Two sites below the root. */
  readonly plant1: string
  readonly plant2: string
  /** One client a role; each works in the root and reaches the sites. */
  readonly as: Readonly<Record<TestRole, ApiClient>>
  /** One more user, with his client: a role in an organization, and below it where that is said. */
  addUser(user: TestUser): Promise<ApiClient>
}

export interface TestUser {
  readonly username: string
  /** The code of a role; without one a user without any membership. */
  readonly role: string
  readonly organization: string
  readonly includesDescendants?: boolean
}

export const testPassword = 'quartz lantern velvet 42'

export async function createCompany(
  owner: pg.Client,
  passwords: Passwords,
  url: string,
  name: string,
  now: Date,
): Promise<TestCompany> {
  const prefix = name.toLowerCase()
  const account = (id: string, username: string): Account => ({ id, username, password: testPassword })
  const { id: root, administrator } = await createTenant(
    owner,
    passwords,
    {
      name: `${name} GmbH`,
      code: name.toUpperCase(),
      currency: 'EUR',
      timezone: 'Europe/Berlin',
      language: 'en',
      administrator: {
        username: `${prefix}.administrator`,
        displayName: 'Test administrator',
        password: testPassword,
      },
    },
    now,
  )
  const [plant1, plant2] = await addSites(owner, root)

  async function addUser({ username, ...user }: TestUser): Promise<ApiClient> {
    const { role, organization: organizationId, includesDescendants = false } = user
    const wanted = {
      username,
      displayName: `Test ${username}`,
      password: testPassword,
      role,
      includesDescendants,
    }
    await owner.query('begin')
    const created = await createUser(owner, passwords, { ...wanted, tenantId: root, organizationId }, now)
    await owner.query('commit')
    return new ApiClient(url, account(created.id, username), organizationId)
  }

  const as: Partial<Record<TestRole, ApiClient>> = {
    administrator: new ApiClient(url, account(administrator.id, administrator.username), root),
  }
  for (const role of testRoles) {
    const username = `${prefix}.${role}`
    as[role] ??= await addUser({ username, role, organization: root, includesDescendants: true })
  }
  return { tenant: root, root, plant1, plant2, addUser, as: as as Record<TestRole, ApiClient> }
}

async function addSites(owner: pg.Client, root: string): Promise<[string, string]> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into organization (tenant_id, parent_id, name, code, timezone, organization_type_id)
    select $1, $1, 'Plant ' || n, 'PLANT' || n, 'Europe/Berlin', t.id
    from generate_series(1, 2) n, organization_type t where t.name = 'Location/Branch'
    order by n returning id`,
    [root],
  )
  return [rows[0]?.id ?? '', rows[1]?.id ?? '']
}
