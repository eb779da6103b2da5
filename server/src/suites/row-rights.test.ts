/** Of every record: one's own rows and rows given by name, where lists and routes do what the evaluator says. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { movesOf, permissionOf, type Resource, tableOf } from '#contract/kit/resource.ts'
import type { ApiClient } from '#server/testing/api-client.ts'
import { assertStatus } from '#server/testing/api-client.ts'
import { servedRecord } from '#server/kit/registry.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { isEditable, isEverybodys, isUploaded, pathOf, written } from './served.ts'
import { openWorlds, type World } from './world.ts'

let server: TestServer
let world: World
/** Has every permission that counts for rows, and with each record a rule that its own rows alone are meant. */
let owner: ApiClient
/** Has no permission but what rows give it by name. */
let guest: ApiClient

before(async () => {
  server = await startServer()
  ;[world] = await openWorlds(server)
  const permissions = ownRows.flatMap((record) => verbs.map((verb) => permissionOf(record, verb)))
  const rules = ownRows.map((record) => [record.name, 'own'])
  owner = await personWith('owner', { permissions, row_rules: Object.fromEntries(rules) })
  guest = await personWith('guest', { permissions: [] })
})
after(() => server.stop())

async function personWith(code: string, role: object): Promise<ApiClient> {
  await world.post('/api/v1/roles/', { code, name: code, ...role })
  const place = { organization: server.root, includesDescendants: true }
  const client = await server.addUser({ username: code, role: code, ...place })
  // A second role of another record: it must lift nothing.
  const other = { code: `${code}b`, name: `${code}b`, permissions: ['inventory.report_stock'] }
  const { id } = await world.post('/api/v1/roles/', other)
  await world.post('/api/v1/role-assignments/', { user: client.account?.id, role: id, reason: code })
  return client
}

const verbs = ['view', 'change', 'delete'] as const
/** What may be done with its rows depends on the person, too; the last tests of this file are about that. */
const isPersonal = (record: Resource): boolean => servedRecord(record.name).rules.suits !== undefined

const ruled = written.filter((record) => record.name !== 'organization.organization' && !isUploaded(record))
/** One's own account is the account itself; a payment is final before anybody could be made its author. */
const notGiven = ['user.user_account', 'sales.payment']
const ownRows = ruled.filter(({ name }) => !notGiven.includes(name))

for (const record of ownRows) {
  test(`${record.name}: of one's own rows only`, async () => {
    const row = await world.create(record)
    const explain = async (verb: string) => {
      const permission = permissionOf(record, verb)
      const query = new URLSearchParams({
        user: owner.account?.id ?? '',
        permission,
        record: record.name,
        id: String(row.id),
      })
      return assertStatus(await world.chief.get(`/api/v1/access/explain/?${query}`), 200).body
    }
    const found = async () => (await owner.get(`${pathOf(record)}?id=${row.id}`)).body.count
    const one = `${pathOf(record)}${row.id}/`
    assert.equal(await found(), 0)
    assertStatus(await owner.get(one), 404)
    assertStatus(await owner.patch(one, {}, { version: '*' }), 404)
    assertStatus(await owner.delete(one, { version: '*' }), 404)
    for (const verb of verbs) assert.equal((await explain(verb)).is_allowed, false, verb)
    await server.sql(`update ${tableOf(record)} set created_by = $2 where id = $1`, [
      row.id,
      owner.account?.id,
    ])
    assert.equal(await found(), 1)
    const { body } = assertStatus(await owner.get(one), 200)
    for (const verb of verbs) assert.equal((await explain(verb)).reason, 'own_row', verb)
    if (!isPersonal(record)) assert.equal(body._permissions.change, isEditable(record))
    if (isEditable(record)) assert.notEqual((await owner.patch(one, {}, { version: '*' })).status, 404)
  })
}

const closed = ruled.filter((record) => !record.access?.includes('open') && !isEverybodys(record))
for (const record of closed) {
  test(`${record.name}: of rows given by name`, async () => {
    const [row, other] = [await world.create(record), await world.create(record)]
    const one = `${pathOf(record)}${row.id}/`
    assertStatus(await guest.get(one), 403)
    const right = await world.post('/api/v1/object-permissions/', {
      user: guest.account?.id,
      record: record.name,
      row_id: row.id,
    })
    const { body } = assertStatus(await guest.get(one), 200)
    assert.deepEqual([body._permissions.change, body._permissions.delete], [false, false])
    assertStatus(await guest.get(`${pathOf(record)}${other.id}/`), 404)
    const { results } = assertStatus(
      await guest.get(
        `${pathOf(record)}?is_active=all`.replace('is_active' in record.fields ? '' : '?is_active=all', ''),
      ),
      200,
    ).body
    assert.deepEqual(
      results.map(({ id }: { id: string }) => id),
      [row.id],
    )
    const path = `/api/v1/object-permissions/${right.id}/`
    assertStatus(await guest.patch(one, {}, { version: '*' }), 403)
    assertStatus(await world.chief.patch(path, { can_change: true, can_delete: true }), 200)
    const again = assertStatus(await guest.get(one), 200).body._permissions
    if (!isPersonal(record))
      assert.deepEqual([again.change, again.delete], [isEditable(record), isEditable(record)])
    if (isEditable(record)) assert.notEqual((await guest.patch(one, {}, { version: '*' })).status, 404)
    assertStatus(await world.chief.delete(path), 204)
    assertStatus(await guest.get(one), 403)
  })
}

/** What is refused for who asks, and not for how the row stands. */
const refusedForWho =
  /^(kit\.forbidden|user\.(own_approval|not_your_request|reset_own|reset_not_yours|more_than_held))$/
const withoutRows = written.filter((record) => !isUploaded(record))

let users = 0
async function personOf(permissions: readonly string[]): Promise<ApiClient> {
  const code = `mover${++users}`
  await world.post('/api/v1/roles/', { code, name: code, permissions })
  return server.addUser({ username: code, role: code, organization: server.root, includesDescendants: true })
}

/** Each verb that a row offers is let through, or refused for how the row stands; what is not offered is refused. */
async function mustOfferWhatIsLet(record: Resource, tries: readonly string[], client: ApiClient) {
  const row = await world.create(record)
  const one = `${pathOf(record)}${row.id}/`
  for (const verb of tries) {
    const answer = await client.get(one)
    if (answer.status === 404) return
    const { moves, change, delete: mayDelete } = assertStatus(answer, 200).body._permissions
    const offered = verb === 'change' ? change : verb === 'delete' ? mayDelete : moves.includes(verb)
    const version = { version: '*' }
    const tried =
      verb === 'change'
        ? await client.patch(one, {}, version)
        : verb === 'delete'
          ? await client.delete(one, version)
          : await client.post(`${one}${verb}/`, { reason: 'Because' }, version)
    const said = `${verb} ${offered ? 'is' : 'is not'} offered, ${JSON.stringify(tried.body)}`
    if (offered) assert.ok(!refusedForWho.test(tried.body?.code ?? ''), said)
    else assert.ok(tried.status >= 400, said)
  }
}

for (const record of withoutRows) {
  test(`${record.name}: no button leads to a refusal for who presses it`, async () => {
    const moves = movesOf(record)
    const all = [...verbs, 'add', ...moves].map((verb) => permissionOf(record, verb))
    const person = await personOf(isEverybodys(record) ? [] : all)
    await mustOfferWhatIsLet(record, ['change', 'delete'], person)
    // A move that went well is the last that its row knows of.
    for (const verb of moves) await mustOfferWhatIsLet(record, [verb], person)
    if (moves.length > 0) await mustOfferWhatIsLet(record, moves, world.chief)
  })
}
