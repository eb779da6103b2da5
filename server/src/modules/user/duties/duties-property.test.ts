/** For any roles: a conflict is reported exactly where the effective permissions hold both sides (SOD-04). */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { recordNamed } from '#contract/modules.ts'
import type { RecordName } from '#contract/record-names.ts'
import { permissions } from '#server/modules/user/permission-codes.ts'
import { type ApiClient, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

/** Rounds of six users each; more in the long run. */
const rounds = Number(process.env.KONTOR_DUTY_ROUNDS ?? 2)
const seed = Number(process.env.KONTOR_SEED ?? Date.now() % 100_000)
let server: TestServer
let chief: ApiClient

before(async () => {
  server = await startServer()
  chief = server.as.administrator
})
after(() => server.stop())

/** Mulberry32: the same sequence for the same seed. */
function random(): number {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}
let state = seed
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const some = <T>(list: readonly T[], share: number): T[] => list.filter(() => random() < share)

/** Of the whole tenant, of an organization, inherited, and of no record. */
const codes = [
  'contact.add_partner',
  'common.add_tag',
  'sales.add_payment',
  'sales.post_invoice',
  'sales.ship_delivery',
  'products.add_pricelist',
  'products.change_price',
  'user.add_roleassignment',
  'user.revoke_access',
]
const wide = ['sales.*', 'contact.*', '*.view_*', 'products.*', '*']

interface Effective {
  readonly permission: string
  readonly organizations: readonly string[]
  readonly own_rows_in: readonly string[]
}

/** The other way round: from the evaluator's own list of what a user may do and where. */
async function expected(user: string, rule: { one_side: string[]; other_side: string[] }): Promise<string[]> {
  const { results } = assertStatus(await chief.get(`/api/v1/access/effective/?user=${user}`), 200).body
  const all = [server.root, server.plant1, server.plant2]
  const reached = (code: string): string[] => {
    const found = (results as Effective[]).find(({ permission }) => permission === code)
    return found === undefined ? [] : [...found.organizations, ...found.own_rows_in]
  }
  const placesOf = (code: string): string[] => {
    const places = reached(code)
    const record = permissions.find((each) => each.code === code)?.record ?? null
    const scope = record === null ? 'organization' : recordNamed(record as RecordName).scope
    if (scope === 'organization' || places.length === 0) return places
    if (scope === 'inherited') return places.includes(server.root) ? all : places
    return ['anywhere']
  }
  const where = rule.one_side.flatMap((one) =>
    rule.other_side.flatMap((other) => {
      const [left, right] = [placesOf(one), placesOf(other)]
      if (left.includes('anywhere') && right.includes('anywhere')) return [...reached(one), ...reached(other)]
      if (left.includes('anywhere')) return right
      return right.includes('anywhere') ? left : left.filter((id) => right.includes(id))
    }),
  )
  return [...new Set(where)].toSorted()
}

async function addRole(code: string, above: readonly string[]): Promise<string> {
  const body = {
    code,
    name: code,
    permissions: [...some(codes, 0.3), ...some(wide, 0.06)],
    inherits: some(above, 0.25),
    row_rules: random() < 0.2 ? { 'sales.payment': 'own' } : {},
  }
  const { id } = assertStatus(await chief.post('/api/v1/roles/', body), 201).body
  if (random() < 0.15)
    await server.sql("update role set valid_until = now() - interval '1 day' where id = $1", [id])
  return id
}

/** Past the rules that would refuse them: whatever came to be is to be found. */
async function addGrants(user: string, roles: readonly string[]): Promise<void> {
  for (const [index, organization] of some([server.root, server.plant1, server.plant2], 0.6).entries()) {
    await server.sql(
      `insert into organization_membership (tenant_id, organization_id, user_id, role_id, includes_descendants,
        is_active, is_default) values ($1, $2, $3, $4, $5, $6, $7)`,
      [server.tenant, organization, user, pick(roles), random() < 0.5, random() < 0.8, index === 0],
    )
  }
  for (const organization of some([server.root, server.plant1, server.plant2], 0.6)) {
    await server.sql(
      `insert into role_assignment (tenant_id, organization_id, user_id, role_id, includes_descendants, reason,
        status, starts_at, ends_at) values ($1, $2, $3, $4, $5, 'Chance', $6, now() + $7 * interval '1 hour', $8)`,
      [
        server.tenant,
        organization,
        user,
        pick(roles),
        random() < 0.5,
        pick(['approved', 'approved', 'requested', 'ended']),
        pick([-9, -9, 1]),
        pick([null, null, new Date(Date.now() + 2 * 3_600_000).toISOString()]),
      ],
    )
  }
}

test(`a conflict is reported iff the effective permissions hold both sides (seed ${seed})`, async () => {
  await server.sql('update duty_rule set is_active = false')
  let found = 0
  for (let round = 0; round < rounds; round += 1) {
    const rules = []
    for (let index = 0; index < 4; index += 1) {
      const one = [pick(codes), pick(codes)]
      const other = codes.filter((code) => !one.includes(code) && random() < 0.3)
      const body = {
        one_side: [...new Set(one)],
        other_side: other.length > 0 ? other : ['common.delete_tag'],
      }
      const code = `chance${round}-${index}`
      const made = await chief.post('/api/v1/duty-rules/', { code, name: code, response: 'report', ...body })
      rules.push(assertStatus(made, 201).body)
    }
    const roles: string[] = []
    for (let index = 0; index < 6; index += 1) roles.push(await addRole(`chance${round}-${index}`, roles))
    for (let index = 0; index < 6; index += 1) {
      const username = `chance${round}-${index}`
      const { id } = assertStatus(
        await chief.post('/api/v1/users/', { username, display_name: 'Chance' }),
        201,
      ).body
      // As if he had taken up his invitation: who cannot sign in holds nothing.
      await server.sql(`update user_account set status = 'active' where id = $1`, [id])
      await addGrants(id, roles)
      const report = assertStatus(await chief.get(`/api/v1/duty-conflicts/?user=${id}`), 200).body.results
      for (const rule of rules) {
        const told = report.find(({ rule_code: code }: { rule_code: string }) => code === rule.code)
        const places = (told?.organizations ?? []).map((place: { id: string }) => place.id).toSorted()
        assert.deepEqual(
          places,
          await expected(id, rule),
          `seed ${seed}, ${username}, ${JSON.stringify(rule)}`,
        )
        if (places.length > 0) found += 1
      }
    }
  }
  assert.ok(found > 0, 'chance made no conflict at all')
})
