/** The OpenAPI document of the running server: sound, complete, kept in docs/openapi.json, and true of every row. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { describeRoutes } from '#server/assemble.ts'
import { assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { misfits, resolve, type Schema } from './schema.ts'
import { isUploaded, listed, pathOf, written } from './served.ts'
import { openWorlds, type World } from './world.ts'

let server: TestServer
let world: World
let document: Schema

before(async () => {
  server = await startServer()
  ;[world] = await openWorlds(server)
  document = assertStatus(await server.nobody.get('/api/v1/openapi.json'), 200).body
})
after(() => server.stop())

const operations = (): [string, string, Schema][] =>
  Object.entries(document.paths as Record<string, Schema>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Schema] => [path, method, operation]),
  )

/** Visits every object of the document. */
function visit(node: unknown, see: (node: Schema) => void): void {
  if (typeof node !== 'object' || node === null) return
  if (!Array.isArray(node)) see(node as Schema)
  for (const inner of Object.values(node)) visit(inner, see)
}

test('it is sound OpenAPI 3.1', () => {
  assert.equal(document.openapi, '3.1.0')
  assert.ok(document.info.title && document.info.version)
  visit(document, (node) => {
    if (typeof node.$ref === 'string') resolve(node.$ref, document)
  })
  const ids = operations().map(([, , { operationId }]) => operationId)
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
    'operationIds that are not unique',
  )
  for (const [path, method, operation] of operations()) {
    const place = `${method} ${path}`
    assert.match(path, /^\/api\/v1\/.*\/$/, place)
    assert.ok(['get', 'post', 'put', 'patch', 'delete'].includes(method), place)
    assert.ok(operation.summary?.endsWith('.'), `${place} says nothing of itself`)
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const parameters: Schema[] = operation.parameters
    assert.deepEqual(
      parameters.filter((one) => one.in === 'path').map(({ name }) => name),
      inPath,
      place,
    )
    assert.ok(
      parameters.every(({ name, in: where, schema }) => name && where && schema),
      place,
    )
    const names = parameters.map(({ name, in: where }) => `${where} ${name}`)
    assert.equal(new Set(names).size, names.length, `${place} names a parameter twice`)
    const answers = Object.entries(operation.responses as Record<string, Schema>)
    assert.ok(
      answers.some(([status]) => /^[23]/.test(status)),
      place,
    )
    assert.ok(
      answers.every(([status, { description }]) => /^\d{3}$/.test(status) && description),
      place,
    )
  }
})

test('it lists every address there is, and no other', () => {
  const said = new Set(operations().map(([path, method]) => `${method.toUpperCase()} ${path}`))
  const there = describeRoutes().flatMap(({ routes }) =>
    routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`),
  )
  assert.deepEqual([...said].toSorted(), [...new Set(there)].toSorted())
})

test('no address of the running server is kept from it', () => {
  const said = new Set(Object.keys(document.paths))
  const hidden = server.addresses
    .filter((path) => path.startsWith('/api/v1/') && path !== '/api/v1/openapi.json')
    .filter((path) => !said.has(path.replace(/:(\w+)/g, '{$1}')))
  assert.deepEqual(hidden, [], 'say them in `routes` or `plainRoutes` of their module')
  assert.ok(server.addresses.includes('/api/v1/auth/login/'))
})

test('every operation has a known tag, says how it is refused, and what it takes is in a body it can have', () => {
  const tags = new Set(document.tags.map(({ name }: Schema) => name))
  for (const [path, method, operation] of operations()) {
    const place = `${method} ${path}`
    assert.equal(operation.tags?.length, 1, place)
    assert.ok(tags.has(operation.tags[0]), `${place} has the unknown tag ${operation.tags[0]}`)
    assert.match(operation.operationId, /^[a-z][a-z0-9_]*$/, place)
    const { responses } = operation
    const refusals = Object.entries<Schema>(responses).filter(([status]) => status.startsWith('4'))
    for (const status of ['400', '401', '403', '404'])
      assert.ok(status in responses, `${place} without ${status}`)
    for (const [status, { content }] of refusals)
      assert.deepEqual(Object.keys(content), ['application/problem+json'], `${place} ${status}`)
    for (const [status, { content }] of Object.entries<Schema>(responses))
      if (status === '204') assert.equal(content, undefined, place)
    const taken = Object.keys(operation.requestBody?.content ?? {})
    assert.ok(method !== 'get' || taken.length === 0, `${place} takes a body`)
    assert.equal(operation.security?.length === 0, isOpen(path, method), `${place} and signing in`)
  }
})

/** Open is what its route says is open. */
const isOpen = (path: string, method: string): boolean =>
  describeRoutes().some(({ routes }) =>
    routes.some(
      (route) =>
        route.permission === 'open' &&
        route.method.toLowerCase() === method &&
        route.path.replace(/:(\w+)/g, '{$1}') === path,
    ),
  )

test('signing in is taken and answered as described', async () => {
  const { username, password } = server.as.viewer.account ?? {}
  const steps: [string, string, unknown][] = [
    ['post', '/api/v1/auth/token/', { username, password }],
    ['get', '/api/v1/auth/session/', undefined],
    ['post', '/api/v1/auth/login/', { username, password }],
  ]
  let bearer = ''
  let refresh = ''
  const call = async (method: string, path: string, body: unknown) => {
    const taken = document.paths[path][method].requestBody?.content['application/json'].schema
    if (taken !== undefined) assert.deepEqual(misfits(body, taken, document), [], path)
    const headers: Record<string, string> = bearer === '' ? {} : { authorization: `Bearer ${bearer}` }
    return server.nobody.send(method.toUpperCase(), path, body, { headers })
  }
  for (const [method, path, body] of steps) {
    const answer = assertStatus(await call(method, path, body), 200)
    assert.deepEqual(misfits(answer.body, answerOf(path, method, '200'), document), [], path)
    bearer = answer.body.access ?? bearer
    refresh = answer.body.refresh ?? refresh
  }
  const path = '/api/v1/auth/token/refresh/'
  const next = assertStatus(await call('post', path, { refresh }), 200)
  assert.deepEqual(misfits(next.body, answerOf(path, 'post', '200'), document), [])
})

test('it is what docs/openapi.json says; KONTOR_UPDATE=1 rewrites that', () => {
  const path = join(import.meta.dirname, '../../../docs/openapi.json')
  const text = `${JSON.stringify(document, null, 1)}\n`
  if (process.env.KONTOR_UPDATE === '1') writeFileSync(path, text)
  assert.ok(existsSync(path), 'not there yet: run with KONTOR_UPDATE=1')
  // Two megabytes of difference would tell nobody anything.
  assert.ok(text === readFileSync(path, 'utf8'), 'differs: run with KONTOR_UPDATE=1 and read the difference')
})

const answerOf = (path: string, method: string, status: string): Schema =>
  document.paths[path]?.[method]?.responses?.[status]?.content?.['application/json']?.schema

for (const record of written) {
  test(`${record.name} is what the document says`, async () => {
    const path = pathOf(record)
    if (!isUploaded(record)) {
      const body = await world.body(record, { full: true })
      const sent = JSON.parse(JSON.stringify(body))
      const request = document.paths[path].post.requestBody.content['application/json'].schema
      assert.deepEqual(misfits(sent, request, document), [], 'the body that was taken')
      const made = assertStatus(await world.chief.post(path, body), 201).body
      assert.deepEqual(misfits(made, answerOf(path, 'post', '201'), document), [])
    } else await world.create(record)
    const page = assertStatus(await world.chief.get(path), 200).body
    assert.deepEqual(misfits(page, answerOf(path, 'get', '200'), document), [])
    const one = assertStatus(await world.chief.get(`${path}${page.results[0].id}/`), 200).body
    const schema = answerOf(`${path}{key}/`, 'get', '200')
    assert.deepEqual(misfits(one, schema, document), [])
    const undescribed = Object.keys(one).filter(
      (name) => !(name in resolve(schema.$ref, document).properties),
    )
    assert.deepEqual(undescribed, [])
  })
}

test('the lists of what only the server writes are as described, and so are refusals', async () => {
  for (const record of listed.filter((each) => !written.includes(each))) {
    const page = assertStatus(await world.chief.get(`${pathOf(record)}?page_size=100`), 200).body
    assert.deepEqual(misfits(page, answerOf(pathOf(record), 'get', '200'), document), [], record.name)
  }
  const problem = resolve('#/components/schemas/Problem', document)
  const { chief } = world
  const refused = [
    await chief.get('/api/v1/nothing/'),
    await chief.post('/api/v1/tags/', {}),
    await server.nobody.get('/api/v1/tags/'),
  ]
  for (const { body, status } of refused) {
    assert.ok(status >= 400)
    assert.deepEqual(misfits(body, problem, document), [])
  }
})

test('HEAD answers as GET does, and sends no body', async () => {
  const headers = { authorization: `Bearer ${await server.as.administrator.token()}` }
  const nowhere = '/api/v1/warehouses/00000000-0000-7000-8000-000000000000/'
  for (const path of ['/api/v1/openapi.json', '/api/v1/warehouses/', nowhere, '/api/v1/nothing/']) {
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map((method) => fetch(server.url + path, { method, headers })),
    )
    assert.ok(get && head)
    assert.ok((await get.text()).length > 0)
    assert.equal(await head.text(), '', path)
    assert.equal(head.status, get.status, path)
    for (const name of ['content-type', 'content-encoding', 'content-length', 'etag']) {
      assert.equal(head.headers.get(name), get.headers.get(name), `${name} of ${path}`)
    }
  }
})
