/** Every list: its filters, orders, search and pages work as declared, all else is refused, nothing is injected. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Resource } from '#contract/kit/resource.ts'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { listed, pathOf, written } from './served.ts'
import { nasty } from '#contract/kit/field/fixture.ts'
import { goodValue } from '#contract/kit/field/fixtures.ts'
import { openWorlds, type World } from './world.ts'
import type { Body } from './making.ts'

let server: TestServer
let world: World

before(async () => {
  server = await startServer()
  ;[world] = await openWorlds(server)
})
after(() => server.stop())

const get = (record: Resource, query: Record<string, string>) =>
  world.chief.get(`${pathOf(record)}?${new URLSearchParams(query)}`)

/** A value that fits a filter; paths over references take text. */
function filterValue(record: Resource, path: string): string {
  const field = record.fields[path]
  if (field === undefined || field.to !== undefined || field.kind === 'tree_parent') {
    return path.includes('.') ? 'x' : server.tenant
  }
  const kind = field.kind === 'computed' || field.kind === 'status' ? (field.shows ?? 'choice') : field.kind
  return String(goodValue({ ...field, kind }) ?? 'x')
}

/** Filters that the record has itself, with a value that fits each. */
function ownFilters(record: Resource): [string, string][] {
  const isLedger = record.access?.includes('ledger')
  const paths = [...record.list.filters, 'id', ...(isLedger ? [] : ['created_at'])]
  const own = paths.filter((path) => !path.includes('.') && record.fields[path]?.kind !== 'json')
  const valueOf = (path: string) =>
    path === 'created_at' ? '2026-11-21' : path === 'id' ? server.tenant : filterValue(record, path)
  return own.map((path) => [path, valueOf(path)])
}

/** So many that a filter may have: each stands for itself, since of an `or` none narrows what the next one sees. */
async function findBy(record: Resource, conditions: readonly object[], around = (either: object) => either) {
  const most = 90
  let count = 0
  for (let begin = 0; begin < conditions.length; begin += most) {
    const filter = around({ or: conditions.slice(begin, begin + most) })
    count += assertStatus(await get(record, { filter: JSON.stringify(filter) }), 200).body.count
  }
  return count
}

for (const record of listed) {
  test(`${record.name} filters, sorts and searches as it says`, async () => {
    const filters = ownFilters(record)
    for (const [path, value] of filters) assertStatus(await get(record, { [path]: value }), 200)
    const empty = filters.map(([path]) => [`${path}__isnull`, 'true'])
    assertStatus(await get(record, Object.fromEntries(empty)), 200)
    const conditions = filters.flatMap(([field, value]) => [
      ...['notin', 'in'].map((op) => ({ field, op, value: [value] })),
      ...['eq', 'neq'].map((op) => ({ field, op, value })),
      { field, op: 'isnull', value: true },
    ])
    await findBy(record, conditions, (either) => ({ not: { and: [either] } }))
    const { order } = record.list
    if (order.length > 0) {
      assertStatus(await get(record, { ordering: order.join() }), 200)
      assertStatus(await get(record, { ordering: order.map((path) => `-${path}`).join() }), 200)
    }
    assertStatus(await get(record, { search: `${nasty} %_\\` }), 200)
    if ('is_active' in record.fields) assertStatus(await get(record, { is_active: 'all' }), 200)
  })

  test(`${record.name} refuses what it does not know`, async () => {
    for (const name of [
      'no_such_field',
      'tenant_id',
      'version',
      '__proto__',
      'constructor',
      "id' or 1=1 --",
      'id__nope',
    ])
      assertRefused(await get(record, { [name]: 'x' }), 'kit.filter', name)
    for (const ordering of ['no_such_field', 'id;drop table product', 'toString', ',', '-'])
      assertRefused(await get(record, { ordering }), 'kit.invalid')
    for (const [name, value] of [
      ['page', '0'],
      ['page', '-1'],
      ['page', '1.5'],
      ['page', 'x'],
      ['page_size', '0'],
      ['page_size', '101'],
      ['page_size', '1e9'],
    ] as const)
      assertRefused(await get(record, { [name]: value }), 'kit.wrong_type', name)
    assertRefused(await get(record, { page: '1000', page_size: '100' }), 'kit.page_too_deep')
    for (const name of ['filter', 'search', 'ordering', 'tags_all', 'count']) {
      const twice = await world.chief.get(`${pathOf(record)}?${name}=&${name}=`)
      assertRefused(twice, 'kit.filter', name)
    }
  })

  test(`${record.name} takes no SQL for a value`, async () => {
    const attempts = ["' or '1'='1", "'; drop table product; --", '\\', '%', '1) or (1=1', '$1', '{"a":1}']
    const ofText: object[] = []
    for (const path of record.list.filters) {
      for (const attempt of attempts) {
        const answer = await get(record, { [path.replaceAll('.', '__')]: attempt })
        const said = `${path}=${attempt}: ${JSON.stringify(answer.body)}`
        assert.ok(answer.status === 200 || answer.status === 400, said)
        if (answer.status === 400) continue
        assert.equal(answer.body.count, 0, `${path}=${attempt} finds rows`)
        // Where one text is taken all are: the others together.
        ofText.push(...attempts.map((value) => ({ field: path, op: 'eq', value })))
        break
      }
    }
    assert.equal(await findBy(record, ofText), 0)
  })
}

for (const record of written) {
  test(`${record.name} is read page by page, each row once`, async () => {
    for (let made = 0; made < 3; made++) await world.create(record)
    const { body: whole } = assertStatus(await get(record, { page_size: '100' }), 200)
    if (whole.next !== null) return mustFollow(whole)
    assert.equal(whole.count, whole.results.length)
    assert.equal(whole.count_is_exact, true)
    assert.deepEqual([whole.next, whole.previous], [null, null])
    const ids: string[] = []
    let address: string | null = `${pathOf(record)}?page_size=${Math.ceil(whole.count / 2)}`
    while (address !== null) {
      const { body }: { body: any } = assertStatus(await world.chief.get(address), 200)
      ids.push(...body.results.map(({ id }: Body) => id))
      address = body.next
    }
    assert.deepEqual(
      ids,
      whole.results.map(({ id }: Body) => id),
    )
  })
}

/** A list of the standard's rows is longer than one page. */
async function mustFollow(first: any): Promise<void> {
  const { body: second } = assertStatus(await world.chief.get(first.next), 200)
  const ids = [...first.results, ...second.results].map(({ id }: Body) => id)
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(second.previous !== null && second.count === first.count)
}

const definitions = '/api/v1/custom-field-definitions/'
const nested = (filter: unknown) =>
  world.chief.get(
    `${definitions}?filter=${encodeURIComponent(typeof filter === 'string' ? filter : JSON.stringify(filter))}`,
  )

test('nested filters say what is wrong with them', async () => {
  const on = (op: string, value: unknown, field = 'record') => ({ field, op, value })
  let deep: unknown = on('eq', 'x')
  for (let depth = 0; depth < 12; depth++) deep = { not: deep }
  const wrong: [unknown, RegExp][] = [
    ['{', /^Invalid JSON in 'filter' parameter/],
    ['[]', /^Filter definition must be an object\.$/],
    ['"text"', /^Filter definition must be an object\.$/],
    [{ xor: [] }, /^Unknown filter key: xor$/],
    [{ and: {} }, /^'and' value must be a list\.$/],
    [{ or: 'x' }, /^'or' value must be a list\.$/],
    [{ not: [] }, /^'not' value must be an object\.$/],
    [{ and: ['x'] }, /^Invalid filter structure\.$/],
    [{ and: [], or: [] }, /^Invalid filter structure\.$/],
    [{ field: 'record' }, /^Condition must have 'field' and 'op'\.$/],
    [{ op: 'eq' }, /^Condition must have 'field' and 'op'\.$/],
    [on('like', 'x'), /^Unsupported operator: like$/],
    [on('eq', 'x', 'notes'), /^Filtering on field 'notes' is not allowed for this resource\.$/],
    [on('eq', 'x', '__proto__'), /^Filtering on field '__proto__' is not allowed for this resource\.$/],
    [on('in', 'x'), /^'in'\/'notin' operator requires a list value\.$/],
    [on('isnull', 'x'), /^'isnull' operator requires boolean value \(true\/false\)\.$/],
    [on('eq', { a: 1 }), /^Invalid value type for operator 'eq'\.$/],
    [on('contains', 'x', 'created_at'), /^Invalid value type for operator 'contains'\.$/],
    [on('gt', 'x', 'created_at'), /^Invalid filter application/],
    [
      on(
        'in',
        Array.from({ length: 1001 }, () => 'x'),
      ),
      /^At most 1000 values/,
    ],
    [deep, /^A filter may be nested 10 deep\.$/],
    [{ or: Array.from({ length: 101 }, () => on('eq', 'x')) }, /^A filter may have 100 conditions\.$/],
  ]
  for (const [filter, reason] of wrong) {
    const answer = await nested(filter)
    assertRefused(answer, 'kit.filter', 'filter')
    assert.match(answer.body.parameters.reason, reason)
  }
})

let made = 0
/** Past the rule that a field belongs to a record, since here any text will do. */
const make = (record: string) =>
  server.sql(
    `insert into custom_field_definition (tenant_id, record, name, title, field_type, help_text)
    values ($1, $2, $3, '{"en": "Operator"}', 'text', 'op')`,
    [server.tenant, record, `op${++made}`],
  )

test('every operator finds what it should', async () => {
  for (const name of ['Anna Zinn', 'berta zinn', '100% Zinn_ware']) await make(name)
  await make('Ohne')
  const found = async (filter: unknown) => {
    const { body } = assertStatus(
      await nested({ and: [filter, { not: { field: 'record', op: 'startswith', value: 'products' } }] }),
      200,
    )
    return body.results.map(({ record }: Body) => record).toSorted()
  }
  const on = (op: string, value: unknown, field = 'record') => ({ field, op, value })
  const all = ['100% Zinn_ware', 'Anna Zinn', 'Ohne', 'berta zinn']
  assert.deepEqual(await found(on('eq', 'Anna Zinn')), ['Anna Zinn'])
  assert.deepEqual(await found(on('iexact', 'ANNA ZINN')), ['Anna Zinn'])
  assert.deepEqual(
    await found(on('neq', 'Ohne')),
    all.filter((name) => name !== 'Ohne'),
  )
  assert.deepEqual(await found(on('in', ['Ohne', 'berta zinn'])), ['Ohne', 'berta zinn'])
  assert.deepEqual(await found(on('notin', ['Ohne', 'berta zinn'])), ['100% Zinn_ware', 'Anna Zinn'])
  assert.deepEqual(await found(on('contains', 'Zinn')), ['100% Zinn_ware', 'Anna Zinn'])
  assert.deepEqual(await found(on('icontains', 'ZINN')), ['100% Zinn_ware', 'Anna Zinn', 'berta zinn'])
  assert.deepEqual(await found(on('startswith', '100%')), ['100% Zinn_ware'])
  assert.deepEqual(await found(on('contains', '_')), ['100% Zinn_ware'])
  assert.deepEqual(await found(on('startswith', '%')), [])
  assert.deepEqual(await found(on('contains', 'n_w')), ['100% Zinn_ware'])
  assert.deepEqual(await found(on('endswith', 'Zinn')), ['Anna Zinn'])
  assert.deepEqual(await found(on('iendswith', 'zinn')), ['Anna Zinn', 'berta zinn'])
  assert.deepEqual(await found(on('gte', 'Anna')), ['Anna Zinn', 'Ohne', 'berta zinn'])
  assert.deepEqual(
    await found({ or: [on('eq', 'Ohne'), { and: [on('contains', 'Anna'), on('isnull', false)] }] }),
    ['Anna Zinn', 'Ohne'],
  )
  assert.deepEqual(await found({ AND: [{ Field: 'record', OP: 'EQ', value: 'Ohne' }] }), ['Ohne'])
  assert.deepEqual(await found({ and: [] }), all)
})

test('tags find the rows that bear one of them, all of them or none, in the own company alone', async () => {
  const tagged = async (who: World['chief'], code: string, tags: readonly string[]) => {
    const body = { code, name: code, warehouse_type: 'OTHER', tags }
    assertStatus(await who.post('/api/v1/warehouses/', body), 201)
  }
  const other = server.other.as.administrator
  for (const [code, tags] of [
    ['T1', ['cold']],
    ['T2', ['cold', 'far']],
    ['T3', []],
  ] as const)
    await tagged(world.chief, code, tags)
  await tagged(other, 'T4', ['cold'])
  const codes = async (who: World['chief'], query: Record<string, string>) => {
    const asked = new URLSearchParams(query)
    const { body } = assertStatus(await who.get(`/api/v1/warehouses/?${asked}`), 200)
    return body.results.map(({ code }: Body) => code).toSorted()
  }
  assert.deepEqual(await codes(world.chief, { tags: 'cold' }), ['T1', 'T2'])
  assert.deepEqual(await codes(world.chief, { tags__name: 'far' }), ['T2'])
  assert.deepEqual(await codes(world.chief, { tags: 'far,nothing' }), ['T2'])
  assert.deepEqual(await codes(world.chief, { tags_all: 'cold,far' }), ['T2'])
  assert.deepEqual(await codes(world.chief, { tags_all: 'cold,nothing' }), [])
  const without = JSON.stringify({ and: [{ field: 'tags', op: 'neq', value: 'cold' }] })
  const found = await codes(world.chief, { filter: without })
  assert.ok(found.includes('T3') && !found.includes('T1') && !found.includes('T2'), found.join())
  assert.deepEqual(await codes(other, { tags: 'cold' }), ['T4'])
})
