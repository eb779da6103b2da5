/** A company for tests: a legal entity with two sites, and a user of each role with a client of his own. */
import type pg from 'pg'
import { createTenant, createUser, type Passwords } from '#server/modules/user/public.ts'
import { ApiClient } from './api-client.ts'

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

/** What is in the database of a company. */
export interface CompanyFacts {
  readonly root: string
  readonly plant1: string
  readonly plant2: string
  /** The ids of its users, whose names are those of the company and of their role. */
  readonly users: Readonly<Record<TestRole, string>>
  readonly prefix: string
}

export async function createCompany(
  owner: pg.Client,
  passwords: Passwords,
  name: string,
  now: Date,
): Promise<CompanyFacts> {
  const prefix = name.toLowerCase()
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
  const users: Partial<Record<TestRole, string>> = { administrator: administrator.id }
  for (const role of testRoles) {
    const user = { username: `${prefix}.${role}`, role, organization: root, includesDescendants: true }
    users[role] ??= await writeUser(owner, passwords, root, user, now)
  }
  return { root, plant1, plant2, users: users as Record<TestRole, string>, prefix }
}

/** A company that is in the database, with a client of each of its users. */
export function companyOf(
  owner: pg.Client,
  passwords: Passwords,
  url: string,
  { root, plant1, plant2, users, prefix }: CompanyFacts,
  now: Date,
): TestCompany {
  const clientOf = (id: string, username: string, organization: string) =>
    new ApiClient(url, { id, username, password: testPassword }, organization)
  const as = testRoles.map((role) => [role, clientOf(users[role], `${prefix}.${role}`, root)] as const)
  return {
    tenant: root,
    root,
    plant1,
    plant2,
    as: Object.fromEntries(as) as Record<TestRole, ApiClient>,
    async addUser(user) {
      const id = await writeUser(owner, passwords, root, user, now)
      return clientOf(id, user.username, user.organization)
    },
  }
}

async function writeUser(
  owner: pg.Client,
  passwords: Passwords,
  tenantId: string,
  { username, role, organization: organizationId, includesDescendants = false }: TestUser,
  now: Date,
): Promise<string> {
  const wanted = {
    username,
    displayName: `Test ${username}`,
    password: testPassword,
    role,
    includesDescendants,
  }
  await owner.query('begin')
  const { id } = await createUser(owner, passwords, { ...wanted, tenantId, organizationId }, now)
  await owner.query('commit')
  return id
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
