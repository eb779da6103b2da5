/** Random roles, memberships and assignments: the evaluator grants what an independent reckoning grants. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import fc from 'fast-check'
import { reachOf } from '#server/kit/rights.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
before(async () => {
  server = await startServer()
})
after(() => server.stop())

const asked = ['sales.view_invoice', 'sales.change_invoice', 'common.view_tag', 'common.add_tag']
const given = [...asked, '*', '*.view_*', 'sales.*', 'common.view_*']

interface RandomRole {
  readonly permissions: readonly string[]
  /** Indices of roles before it: no circle can come of them. */
  readonly inherits: readonly number[]
  readonly isOver: boolean
  readonly isOwn: boolean
}
interface RandomGrant {
  readonly role: number
  readonly place: 0 | 1 | 2
  readonly isBelow: boolean
  readonly status: 'approved' | 'requested' | 'ended' | 'rejected'
  /** Hours from now. */
  readonly starts: number
  readonly ends: number
}

const roleOf = fc.record({
  permissions: fc.subarray(given, { maxLength: 3 }),
  inherits: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
  isOver: fc.boolean().map((is) => is),
  isOwn: fc.boolean(),
})
const grantOf = fc.record({
  role: fc.nat(4),
  place: fc.constantFrom(0, 1, 2) as fc.Arbitrary<0 | 1 | 2>,
  isBelow: fc.boolean(),
  status: fc.constantFrom(
    'approved',
    'approved',
    'approved',
    'requested',
    'ended',
    'rejected',
  ) as fc.Arbitrary<RandomGrant['status']>,
  starts: fc.integer({ min: -3, max: 1 }),
  ends: fc.integer({ min: 2, max: 5 }),
})

/** What a role says of a permission, reckoned the plain way: every role reached is looked at by itself. */
function rolesBelow(index: number, roles: readonly RandomRole[], found = new Set<number>()): Set<number> {
  const role = roles[index]
  if (role === undefined || role.isOver || found.has(index)) return found
  found.add(index)
  for (const next of role.inherits) if (next < index) rolesBelow(next, roles, found)
  return found
}

const says = (pattern: string, permission: string) =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(permission)

function oracle(permission: string, roles: readonly RandomRole[], grants: readonly RandomGrant[]) {
  const places = [server.root, server.plant1, server.plant2]
  const [whole, own] = [new Set<string>(), new Set<string>()]
  for (const grant of grants) {
    if (grant.status !== 'approved' || grant.starts > 0 || grant.ends <= 0) continue
    const closure = [...rolesBelow(grant.role, roles)].map((index) => roles[index] as RandomRole)
    if (!closure.some(({ permissions }) => permissions.some((each) => says(each, permission)))) continue
    const isRuled = permission.endsWith('_invoice') && closure.some(({ isOwn }) => isOwn)
    const reached = grant.place === 0 && grant.isBelow ? places : [places[grant.place] as string]
    for (const place of reached) (isRuled ? own : whole).add(place)
  }
  for (const place of whole) own.delete(place)
  return { whole: [...whole].toSorted(), own: [...own].toSorted() }
}

let runs = 0
async function store(roles: readonly RandomRole[], grants: readonly RandomGrant[]): Promise<string> {
  runs += 1
  const [user] = await server.sql<{ id: string }>(
    `insert into user_account (tenant_id, username, display_name) values ($1, $2, 'Somebody') returning id`,
    [server.tenant, `random${runs}`],
  )
  const ids: string[] = []
  for (const [index, role] of roles.entries()) {
    const [made] = await server.sql<{ id: string }>(
      `insert into role (tenant_id, code, name, permissions, row_rules, valid_until)
      values ($1, $2, $2, $3, $4, case when $5 then now() - interval '1 hour' end) returning id`,
      [
        server.tenant,
        `random${runs}-${index}`,
        JSON.stringify(role.permissions),
        JSON.stringify(role.isOwn ? { 'sales.invoice': 'own' } : {}),
        role.isOver,
      ],
    )
    ids.push(made?.id ?? '')
    const above = role.inherits.filter((each) => each < index).map((each) => ids[each])
    await server.sql(
      `insert into role_inherits (tenant_id, role_id, inherits_id) select $1, $2, unnest($3::uuid[])`,
      [server.tenant, made?.id, above],
    )
  }
  const places = [server.root, server.plant1, server.plant2]
  await server.sql(
    `insert into role_assignment (tenant_id, user_id, reason, organization_id, role_id, includes_descendants,
      status, starts_at, ends_at)
    select $1, $2, 'Random', g.place, g.role, g.below, g.status, now() + make_interval(hours => g.starts),
      now() + make_interval(hours => g.ends)
    from jsonb_to_recordset($3::jsonb)
      as g(place uuid, role uuid, below boolean, status text, starts integer, ends integer)`,
    [
      server.tenant,
      user?.id,
      JSON.stringify(
        grants.map(({ role, place, isBelow, ...rest }) => ({
          ...rest,
          role: ids[role],
          place: places[place],
          below: isBelow,
        })),
      ),
    ],
  )
  return user?.id ?? ''
}

test('URA-01, ROL-05, ROL-07: rights are the union of what counts, and of nothing else', async () => {
  const roles = fc.array(roleOf, { minLength: 5, maxLength: 5 })
  const grants = fc.array(grantOf, { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(roles, grants, async (someRoles, someGrants) => {
      const user = await store(someRoles, someGrants)
      const [row] = await server.sql<{ identity: StoredIdentity }>(
        'select kontor.identity_of($1, $2) as identity',
        [server.tenant, user],
      )
      const identity = identityFrom((row as { identity: StoredIdentity }).identity)
      for (const permission of asked) {
        const { whole, own } = reachOf(identity, permission)
        assert.deepEqual(
          { whole: [...whole].toSorted(), own: [...own].toSorted() },
          oracle(permission, someRoles, someGrants),
          permission,
        )
      }
    }),
    { numRuns: 60 },
  )
})
