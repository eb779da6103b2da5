/**
 * What every record refuses: strangers, those without the permission, stale versions, duplicates, other
 * tenants' rows.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Resource, movesOf, permissionOf } from '#contract/kit/resource.ts'
import { recordNamed } from '#contract/modules.ts'
import type { RecordName } from '#contract/record-names.ts'
import { type ApiAnswer, type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { changeable, isEditable, isEverybodys, isUploaded, listed, pathOf, written } from './served.ts'
import { ruledFirst } from './special.ts'
import { goodValue } from '#contract/kit/field/fixtures.ts'
import { openWorlds, type World } from './world.ts'
import type { Body } from './making.ts'

let server: TestServer
let world: World
let other: World
let powerless: ApiClient
/** May do everything in one site, and nothing above it. */
let siteManager: ApiClient

before(async () => {
  server = await startServer()
  ;[world, other] = await openWorlds(server)
  await world.post('/api/v1/roles/', { code: 'nothing', name: 'Nothing', permissions: [] })
  powerless = await server.addUser({ username: 'powerless', role: 'nothing', organization: server.root })
  siteManager = await server.addUser({
    username: 'site manager',
    role: 'administrator',
    organization: server.plant1,
  })
})
after(() => server.stop())

const rows = new Map<string, Promise<Body>>()
/** One row of each record, which no test here may change. */
function rowOf(record: Resource): Promise<Body> {
  const row = rows.get(record.name) ?? world.create(record, {}, { full: true })
  rows.set(record.name, row)
  return row
}

for (const record of written) {
  test(`${record.name} is not there for another tenant`, async () => {
    const stranger = other.chief
    const row = await rowOf(record)
    const one = `${pathOf(record)}${row.id}/`
    const version = '*'
    assertStatus(await stranger.get(one), 404)
    assertStatus(await stranger.patch(one, {}, { version }), 404)
    assertStatus(await stranger.put(one, {}, { version }), 404)
    assertStatus(await stranger.delete(one, { version }), 404)
    for (const move of movesOf(record)) {
      assertStatus(await stranger.post(`${one}${move}/`, {}, { version }), 404)
      assertStatus(await stranger.post(`${pathOf(record)}${move}/`, { ids: [row.id] }), 404)
    }
    assert.equal((await stranger.get(`${pathOf(record)}?id=${row.id}`)).body.count, 0)
    const key = record.key === undefined ? null : row[record.key]
    if (typeof key === 'string' && key !== '')
      assertStatus(await stranger.get(`${pathOf(record)}${encodeURIComponent(key)}/`), 404)
    assert.deepEqual(await world.read(record, row.id), row)
  })

  test(`${record.name} is for those with the permission`, async () => {
    if (isEverybodys(record)) return
    const row = await rowOf(record)
    const one = `${pathOf(record)}${row.id}/`
    const version = '*'
    const { viewer } = server.as
    const mayNot = (answer: ApiAnswer, verb: string) => {
      assertStatus(answer, 403)
      assert.equal(answer.body.code, 'kit.forbidden')
      assert.equal(answer.body.parameters.permission, permissionOf(record, verb))
      assert.notEqual(answer.body.parameters.organization ?? '', '')
    }
    for (const client of [viewer, powerless]) {
      if (!isUploaded(record)) mayNot(await client.post(pathOf(record), await world.body(record)), 'add')
      mayNot(await client.patch(one, {}, { version }), 'change')
      mayNot(await client.put(one, {}, { version }), 'change')
      mayNot(await client.delete(one, { version }), 'delete')
      for (const move of movesOf(record)) mayNot(await client.post(`${one}${move}/`, {}, { version }), move)
    }
    if (!record.access?.includes('open')) {
      mayNot(await powerless.get(one), 'view')
      mayNot(await powerless.get(pathOf(record)), 'view')
      assertStatus(await server.nobody.get(one), 401)
    }
    if (!isUploaded(record)) assertStatus(await server.nobody.post(pathOf(record), {}), 401)
    assert.deepEqual(await world.read(record, row.id), row)
  })

  if (record.scope === 'inherited' || record.scope === 'organization') {
    test(`${record.name} of an organization above is read below where it is inherited, and not written`, async () => {
      const row = await rowOf(record)
      const isInherited = record.scope === 'inherited'
      const one = `${pathOf(record)}${row.id}/`
      const version = '*'
      assertStatus(await siteManager.get(one), isInherited ? 200 : 404)
      const answers: [ApiAnswer, string][] = [
        [await siteManager.patch(one, {}, { version }), 'change'],
        [await siteManager.put(one, {}, { version }), 'change'],
        [await siteManager.delete(one, { version }), 'delete'],
      ]
      for (const move of movesOf(record))
        answers.push([await siteManager.post(`${one}${move}/`, {}, { version }), move])
      for (const [answer, verb] of answers) {
        if (!isInherited) assertStatus(answer, 404)
        else mayNotThere(answer, permissionOf(record, verb))
      }
      assert.deepEqual(await world.read(record, row.id), row)
    })
  }

  if (isEditable(record)) {
    test(`${record.name} is changed in the version that was read`, async () => {
      const row = await rowOf(record)
      const one = `${pathOf(record)}${row.id}/`
      const { chief } = world
      const tries: [string | number | null, number, string][] = [
        [null, 428, 'kit.version_missing'],
        [Number(row.version) + 1, 412, 'kit.version_stale'],
        ['"0"', 412, 'kit.version_stale'],
        ['no version', 412, 'kit.version_stale'],
        ['"1", "2"', 412, 'kit.version_stale'],
      ]
      for (const [version, status, code] of tries) {
        const answers = [
          await chief.patch(one, {}, { version }),
          await chief.put(one, row, { version }),
          await chief.delete(one, { version }),
        ]
        for (const answer of answers) {
          assertStatus(answer, status)
          assertRefused(answer, code)
        }
      }
      assert.deepEqual(await world.read(record, row.id), row)
    })
  }

  for (const set of record.unique ?? []) {
    const isClients = set.every((name) => name === 'organization' || record.fields[name]?.mode !== 'server')
    if (!isClients || isUploaded(record)) continue
    test(`${record.name} is unique by ${set.join(', ')}`, async () => {
      const first = await bodyWith(record, set)
      const made = assertStatus(await world.chief.post(pathOf(record), first), 201).body
      const again: Body = { ...(await world.body(record)) }
      for (const name of set) if (name !== 'organization') again[name] = first[name] ?? made[name]
      const answer = await world.chief.post(pathOf(record), again)
      assertStatus(answer, 400)
      const pointers = answer.body.errors.map(({ pointer }: Body) => String(pointer).slice(1))
      // One record says of itself that the whole is taken.
      assert.ok(set.includes(pointers[0]) || pointers[0] === '', JSON.stringify(answer.body))
      const [name] = set
      const lone = set.length === 1 ? record.fields[name ?? ''] : undefined
      if (lone?.format === 'code' && typeof again[name ?? ''] === 'string') {
        again[name ?? ''] = String(again[name ?? '']).toLowerCase()
        assertRefused(await world.chief.post(pathOf(record), again), 'kit.taken', `/${name}`)
      }
    })
  }

  test(`${record.name} points to no other tenant's rows`, async () => {
    for (const [name, field] of Object.entries(record.fields)) {
      if (!['reference', 'file', 'tree_parent', 'references'].includes(field.kind)) continue
      if (field.mode === 'server' || field.owned) continue
      const target = field.kind === 'tree_parent' ? record : recordNamed(field.to as RecordName)
      const foreign = await foreignRow(target)
      if (foreign === null) continue
      const body = {
        ...(await world.body(record)),
        [name]: field.kind === 'references' ? [foreign] : foreign,
      }
      assertOnField(await world.chief.post(pathOf(record), body), record, name)
      const { id } = await rowOf(record)
      if (!isEditable(record) || field.frozen) continue
      assertOnField(
        await world.chief.patch(`${pathOf(record)}${id}/`, { [name]: body[name] }, { version: '*' }),
        record,
        name,
      )
    }
  })
}

function mayNotThere(answer: ApiAnswer, permission: string): void {
  assertStatus(answer, 403)
  assert.deepEqual(
    [answer.body.code, answer.body.parameters],
    ['kit.forbidden', { permission, organization: 'Huber GmbH' }],
  )
}

test('what an upload makes is not sent as a row, nor as a file of rows', async () => {
  for (const record of written.filter(isUploaded)) {
    for (const path of [pathOf(record), `${pathOf(record)}import/`]) {
      const answer = assertStatus(await world.chief.post(path, {}), 405)
      assertRefused(answer, 'kit.wrong_method')
      const allowed = (answer.headers.get('allow') ?? '').split(', ')
      assert.ok(allowed.includes('GET') && !allowed.includes('POST'), `allowed: ${allowed}`)
    }
  }
  assert.ok(written.some(isUploaded))
})

test("rows of the standard are nobody's to change", async () => {
  for (const [path, key, permission] of [
    ['roles', 'viewer', 'user.change_role'],
    ['uoms', 'EA', 'common.change_unit'],
  ]) {
    const row = assertStatus(await world.chief.get(`/api/v1/${path}/${key}/`), 200).body
    const answer = await world.chief.patch(`/api/v1/${path}/${row.id}/`, {}, { version: '*' })
    assertStatus(answer, 403)
    assert.deepEqual(answer.body.parameters, { permission, organization: 'the standard' })
  }
})

function assertOnField(answer: ApiAnswer, record: Resource, name: string): void {
  if (ruledFirst.has(`${record.name} ${name}`)) return assert.ok(answer.status >= 400 && answer.status < 500)
  assertStatus(answer, 400)
  const found = answer.body.errors.find(({ pointer }: Body) => pointer === `/${name}`)
  assert.ok(found, `not on ${name}: ${JSON.stringify(answer.body)}`)
}

/** A row of the other company; null where all tenants share the rows, or only documents' lines would do. */
async function foreignRow(target: Resource): Promise<unknown> {
  if (target.scope === 'global') return null
  if (target.name === 'contact.partner_address') {
    const address = { kind: 'billing', address: { country: 'DE' } }
    return (
      (await other.create(recordNamed('contact.partner'), { addresses: [address] })).addresses as Body[]
    )[0]?.id
  }
  return target.partOf === undefined && written.includes(target)
    ? other.shared(target.name as RecordName)
    : null
}

/** A body in which every field of the set has a value. */
async function bodyWith(record: Resource, set: readonly string[]): Promise<Body> {
  const body = await world.body(record)
  for (const name of set) {
    const field = record.fields[name]
    if (field === undefined || body[name] !== undefined) continue
    body[name] =
      field.kind === 'reference'
        ? await world.shared(field.to as RecordName)
        : field.kind === 'tree_parent'
          ? (await rowOf(record)).id
          : goodValue(field)
  }
  return body
}

test('a role hides and freezes fields of every record', async () => {
  for (const record of written) {
    const [name] = changeable(record) ?? []
    if (name === undefined || !isEditable(record) || isEverybodys(record)) continue
    await mustObeyRules(record, name)
  }
})

let users = 0
async function clientWith(rules: Readonly<Record<string, string>>): Promise<ApiClient> {
  const code = `ruled${++users}`
  await world.post('/api/v1/roles/', { code, name: code, permissions: ['*'], field_rules: rules })
  return server.addUser({ username: code, role: code, organization: server.root, includesDescendants: true })
}

async function mustObeyRules(record: Resource, name: string): Promise<void> {
  const rule = `${record.name}.${name}`
  const row = await world.create(record, {}, { full: true })
  const one = `${pathOf(record)}${row.id}/`
  const frozen = await clientWith({ [rule]: 'frozen' })
  const seen = assertStatus(await frozen.get(one), 200).body
  assert.deepEqual(seen._permissions.fields, { [name]: 'frozen' })
  assert.equal(seen[name], row[name])
  assertRefused(await frozen.patch(one, { [name]: 'Other' }), 'kit.read_only', `/${name}`)
  assertStatus(await frozen.put(one, seen), 200)

  const hidden = await clientWith({ [rule]: 'hidden' })
  const shown = assertStatus(await hidden.get(one), 200).body
  assert.ok(!(name in shown), `${rule} is shown`)
  const { body: page } = assertStatus(await hidden.get(`${pathOf(record)}?id=${row.id}`), 200)
  assert.ok(!(name in page.results[0]), `${rule} is listed`)
  assert.deepEqual(shown._permissions.fields, { [name]: 'hidden' })
  assertRefused(await hidden.patch(one, { [name]: row[name] }), 'kit.read_only', `/${name}`)
  assertStatus(await hidden.put(one, shown), 200)
  assert.equal((await world.read(record, row.id))[name], row[name], `${rule} was lost in a PUT`)
  if (record.list.filters.includes(name)) assertStatus(await hidden.get(`${pathOf(record)}?${name}=x`), 400)
  if (record.list.order.includes(name))
    assertStatus(await hidden.get(`${pathOf(record)}?ordering=${name}`), 400)
  if (isUploaded(record) || record.fields[name]?.mode === 'required') return
  const body = await world.body(record)
  delete body[name]
  assertStatus(await hidden.post(pathOf(record), body), 201)
}

test('every record that is listed is refused without sign-in, or says that it is open', async () => {
  for (const record of listed) {
    const { status } = await server.nobody.get(pathOf(record))
    assert.equal(status, record.access?.includes('open') ? 200 : 401, record.name)
  }
})
