/** All kinds of field on real records: wrong values are refused on their field, good ones come back, nothing breaks. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Field, isNullable } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { recordNamed, records } from '#contract/modules.ts'
import type { RecordName } from '#contract/record-names.ts'
import { type ApiAnswer, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { isEditable, isUploaded, pathOf, written } from './served.ts'
import { chosenTexts, filledIn, ruledFirst } from './special.ts'
import { nasty } from '#contract/kit/field/fixture.ts'
import { fixtures, goodValue, wrongValues } from '#contract/kit/field/fixtures.ts'
import { openWorlds, type World } from './world.ts'
import type { Body } from './making.ts'

let server: TestServer
let world: World

before(async () => {
  server = await startServer()
  ;[world] = await openWorlds(server)
})
after(() => server.stop())

/** Sends one field of a row: in a change where it may be changed, else with a new row. */
async function send(record: Resource, row: Body, name: string, value: unknown): Promise<ApiAnswer> {
  const field = record.fields[name]
  if (isEditable(record) && !field?.frozen)
    return world.chief.patch(`${pathOf(record)}${row.id}/`, { [name]: value }, { version: '*' })
  return world.chief.post(pathOf(record), { ...row, [name]: value })
}

for (const record of written) {
  test(`${record.name} refuses wrong values of every field`, async () => {
    const body = await world.body(record)
    const row = isEditable(record) ? await world.create(record) : body
    const before = isEditable(record) ? await world.read(record, row.id) : null
    const wrong = Object.entries(record.fields).flatMap(([name, field]) =>
      field.mode === 'server' && (field.kind !== 'status' || isUploaded(record))
        ? []
        : wrongValues(field).map(([value, code]) => ({ name, field, value, code })),
    )
    for (const { name, field, value, code } of wrong) {
      if (!isLate(code, value)) continue
      const answer = await send(record, field.frozen ? body : row, name, value)
      if (ruledFirst.has(`${record.name} ${name}`))
        assert.ok(answer.status >= 400 && answer.status < 500, name)
      else assertRefused(answer, code, pointerOf(name, field, value))
    }
    for (const frozen of [false, true]) {
      const some = wrong.filter(
        ({ field, code, value }) => !isLate(code, value) && (field.frozen ?? false) === frozen,
      )
      for (const round of roundsOf(some)) await mustRefuseAll(record, frozen ? body : row, round, frozen)
    }
    if (before !== null) assert.deepEqual(await world.read(record, row.id), before)
  })

  test(`${record.name} refuses what is no field and no object`, async () => {
    const row = isEditable(record) ? await world.create(record) : await world.body(record)
    for (const name of [
      'no_such_field',
      '_secret',
      'tenant_id',
      'toString',
      "a'; drop table product; --",
      'a/b~c',
    ])
      assertRefused(
        await send(record, row, name, 'x'),
        'kit.unknown_field',
        `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      )
    for (const body of isUploaded(record) ? [] : [[], [{}], 'text', 12, null]) {
      assertStatus(await world.chief.post(pathOf(record), body), 400)
    }
  })

  test(`${record.name} keeps what only the server sets`, async () => {
    if (!isEditable(record)) return
    const row = await world.create(record)
    const sent: Body = {
      id: server.tenant,
      version: 99,
      created_by: server.tenant,
      created_at: '2000-01-01T00:00:00Z',
    }
    for (const [name, field] of Object.entries(record.fields))
      if (field.mode === 'server' && field.kind !== 'status' && field.kind !== 'computed')
        sent[name] = goodValue(field)
    const { body } = assertStatus(
      await world.chief.patch(`${pathOf(record)}${row.id}/`, sent, { version: '*' }),
      200,
    )
    for (const name of Object.keys(sent)) {
      if (name !== 'version') assert.deepEqual(body[name], row[name], name)
    }
  })

  test(`${record.name} takes a frozen reference as it is, by id and by key`, async () => {
    if (!isEditable(record)) return
    const frozen = Object.entries(record.fields).filter(([, field]) => field.frozen && field.to !== undefined)
    const row = frozen.length > 0 ? await world.create(record) : {}
    for (const [name, field] of frozen) {
      if (row[name] === null) continue
      const target = recordNamed(field.to as RecordName)
      const key = target.key && (await world.read(target, row[name]))[target.key]
      for (const value of [row[name], key ?? row[name]])
        assertStatus(await send({ ...record, fields: {} }, row, name, value), 200)
    }
  })

  test(`${record.name} empties what may be empty`, async () => {
    if (!isEditable(record)) return
    const row = await world.create(record, {}, { full: true })
    for (const [name, field] of Object.entries(record.fields)) {
      if (
        !isNullable(field) ||
        field.mode === 'server' ||
        field.frozen ||
        filledIn.has(`${record.name} ${name}`)
      )
        continue
      const { body } = assertStatus(await send(record, row, name, null), 200)
      assert.equal(body[name], null, name)
    }
  })
}

interface WrongValue {
  readonly name: string
  readonly field: Field
  readonly value: unknown
  readonly code: string
}

/** Only seen when all else is right: by the foreign key, the rule of lines, the tenant's own definitions. */
const isLate = (code: string, value: unknown): boolean =>
  code === 'kit.reference_missing' || (code === 'kit.unknown_field' && typeof value === 'object')

/** Each round has at most one wrong value a field, since one answer tells of all of them. */
function roundsOf(list: readonly WrongValue[]): WrongValue[][] {
  const rounds: WrongValue[][] = []
  const used = new Map<string, number>()
  for (const wrong of list) {
    const round = used.get(wrong.name) ?? 0
    used.set(wrong.name, round + 1)
    rounds[round] = [...(rounds[round] ?? []), wrong]
  }
  return rounds
}

async function mustRefuseAll(
  record: Resource,
  row: Body,
  wrong: readonly WrongValue[],
  isNew: boolean,
): Promise<void> {
  const told = wrong.filter(({ name }) => !ruledFirst.has(`${record.name} ${name}`))
  const values = Object.fromEntries(told.map(({ name, value }) => [name, value]))
  const answer =
    isNew || !isEditable(record)
      ? await world.chief.post(pathOf(record), { ...row, ...values })
      : await world.chief.patch(`${pathOf(record)}${row.id}/`, values, { version: '*' })
  for (const { name, field, value, code } of told) {
    assert.equal(answer.status, 400, `${name}: ${JSON.stringify(values).slice(0, 300)}`)
    assertRefused(answer, code, pointerOf(name, field, value))
  }
}

/** Custom fields and lines are told to the very entry. */
function pointerOf(name: string, field: Field, value: unknown): string {
  if (field.kind === 'custom_fields' && !Array.isArray(value) && typeof value === 'object' && value !== null)
    return `/${name}/${Object.keys(value)[0]}`
  if (field.kind === 'lines' && Array.isArray(value)) return `/${name}/0`
  return `/${name}`
}

test('every kind of field stands in a record that is served', () => {
  const kinds = new Set(
    [...records.values()].flatMap(({ fields }) => Object.values(fields).map(({ kind }) => kind)),
  )
  assert.deepEqual([...kinds].toSorted(), Object.keys(fixtures).toSorted())
})

/** Texts that name something there is. */
const named = new Set(['user.dual_control permission'])

test('text that looks like SQL is found by the very same text', async () => {
  for (const record of written) {
    const search = record.list.search.find((name) => {
      const field = record.fields[name]
      return (
        field?.kind === 'text' &&
        field.mode === 'required' &&
        field.format === undefined &&
        (field.max ?? 255) >= 100 &&
        !chosenTexts.has(`${record.name} ${name}`)
      )
    })
    if (search === undefined) continue
    const row = await world.create(record)
    const query = new URLSearchParams({ search: String(row[search]).slice(0, 40), id: String(row.id) })
    const { body } = assertStatus(await world.chief.get(`${pathOf(record)}?${query}`), 200)
    assert.deepEqual(
      body.results.map(({ id }: Body) => id),
      [row.id],
      `${record.name} by ${search}`,
    )
    const isNasty = String(row[search]).includes(nasty.slice(0, 10))
    assert.ok(isNasty || named.has(`${record.name} ${search}`), `${record.name} ${search}`)
  }
  const [{ exists } = { exists: null }] = await server.sql<{ exists: string | null }>(
    `select to_regclass('product')::text as exists`,
  )
  assert.equal(exists, 'product')
})
