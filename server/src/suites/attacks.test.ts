/** What attackers try first (OWASP Top 10), over real HTTP; more stands beside what it attacks. */
import assert from 'node:assert/strict'
import { createHook } from 'node:async_hooks'
import { after, before, test } from 'node:test'
import type { Resource } from '#contract/kit/resource.ts'
import { equal } from '#server/kit/audit.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { isUploaded, listed, pathOf, written } from './served.ts'
import { picture } from './special.ts'
import { openWorlds, type World } from './world.ts'

let server: TestServer
let mine: World
let theirs: World
let token: string

before(async () => {
  server = await startServer({ isSecure: true })
  ;[mine, theirs] = await openWorlds(server)
  token = await server.as.administrator.token()
})
after(() => server.stop())

const bearer = () => ({ authorization: `Bearer ${token}`, 'x-organization': server.root })
const call = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { redirect: 'manual', ...init })

/** Columns that no client may set, as they are called in the database and in answers. */
const reserved: Readonly<Record<string, unknown>> = {
  id: '00000000-0000-7000-8000-000000000001',
  tenant: '00000000-0000-7000-8000-000000000001',
  tenant_id: '00000000-0000-7000-8000-000000000001',
  organization_id: '00000000-0000-7000-8000-000000000001',
  created_by: '00000000-0000-7000-8000-000000000001',
  created_at: '2001-01-01T00:00:00Z',
  updated_at: '2001-01-01T00:00:00Z',
  version: 99,
  _permissions: { change: true },
  is_admin: true,
  is_superuser: true,
}

for (const record of written.filter((one) => !isUploaded(one))) {
  test(`${record.name}: what only the server sets cannot be slipped in`, async () => {
    const body = await mine.body(record)
    const sent = { ...body, ...reserved }
    for (const field of Object.keys(reserved)) if (field in record.fields) delete sent[field]
    const { status, body: answer } = await mine.chief.post(pathOf(record), sent)
    assert.ok(status === 400 || status === 201, JSON.stringify(answer))
    if (status === 400) return
    // A client that sends back a whole row is understood; nothing of the kind is taken from it.
    for (const [field, value] of Object.entries(reserved)) {
      if (field in record.fields) continue
      assert.notDeepEqual(answer[field], value, `${field} was taken`)
    }
    const [table = ''] = record.name.split('.').slice(-1)
    const [row] = await server.sql(`select * from "${table}" where id = $1`, [answer.id])
    for (const [field, value] of Object.entries(reserved)) {
      if (field in record.fields || row?.[field] === undefined) continue
      assert.notDeepEqual(row[field], value, `${field} was stored`)
    }
  })
}

test('no answer holds a field that proves who somebody is', async () => {
  const secret = /hash|password|secret|digest|salt|token|totp|private/i
  const names = (value: unknown): string[] =>
    typeof value === 'object' && value !== null
      ? [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(names)]
      : []
  for (const record of listed) {
    const { body } = await mine.chief.get(`${pathOf(record)}?limit=5`)
    const found = names(body.results).filter((name) => secret.test(name) && !(name in record.fields))
    assert.deepEqual(found, [], record.name)
  }
})

test('a header cannot make another method, address or caller of a request', async () => {
  const row = await mine.create(partner())
  const path = `${pathOf(partner())}${row.id}/`
  for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
    await call(path, { method: 'POST', headers: { ...bearer(), [header]: 'DELETE' }, body: '{}' })
    assert.equal((await call(path, { headers: bearer() })).status, 200, header)
  }
  for (const header of ['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix', 'x-forwarded-host']) {
    const answer = await call('/api/v1/roles/', { headers: { [header]: '/api/v1/currencies/' } })
    assert.equal(answer.status, 401, header)
  }
  const { rows: before } = await audit(String(row.id))
  const spoofed = {
    ...bearer(),
    'x-forwarded-for': '203.0.113.9',
    forwarded: 'for=203.0.113.9',
    'x-real-ip': '203.0.113.9',
  }
  const changed = await call(path, {
    method: 'PATCH',
    headers: { ...spoofed, 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ name: 'Changed from elsewhere' }),
  })
  assert.ok([200, 412, 428].includes(changed.status))
  const { rows } = await audit(String(row.id))
  assert.ok(rows.length >= before.length)
  assert.doesNotMatch(JSON.stringify(rows), /203\.0\.113\.9/)
})

const partner = (): Resource => listed.find(({ name }) => name === 'contact.partner') ?? assert.fail()
const audit = async (id: string) => ({
  rows: await server.sql('select context from audit_log where record_id = $1', [id]),
})

test('an address in disguise reaches nothing that its plain form does not', async () => {
  for (const path of [
    '/api/v1/../v1/roles/',
    '/api/v1/%2e%2e/v1/roles/',
    '/api//v1/roles/',
    '/api/v1/roles;a=b/',
    '/api/v1/roles/..;/',
    '/API/V1/ROLES/',
    '/api/v1/roles%2f',
    '/api/v1/roles/%00',
    '/en/de/api/v1/roles/',
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/..%5c..%5cetc/passwd',
    '/en/../../etc/passwd',
  ]) {
    const answer = await call(path)
    const text = await answer.text()
    assert.ok(
      [400, 401, 404].includes(answer.status) || !text.includes('"results"'),
      `${path}: ${answer.status}`,
    )
    assert.doesNotMatch(text, /"dependencies"|root:x:/, path)
  }
})

test('no answer sends a browser to another site', async () => {
  for (const path of [
    '//evil.example.org',
    '/%2f%2fevil.example.org',
    '/en//evil.example.org',
    '/\\evil.example.org',
  ])
    for (const suffix of ['', '/', '?next=//evil.example.org', '?redirect=https://evil.example.org']) {
      const answer = await call(path + suffix)
      const target = answer.headers.get('location')
      assert.ok(target === null || /^\/(?![/\\])/.test(target), `${path}${suffix} leads to ${target}`)
    }
})

test('neighbours of a known key open nothing in another tenant', async () => {
  const row = await theirs.create(partner())
  const id = String(row.id)
  const last = Number.parseInt(id.slice(-4), 16)
  for (const step of [0, 1, -1, 2]) {
    const guess = id.slice(0, -4) + ((last + step) & 0xffff).toString(16).padStart(4, '0')
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const init = {
        method,
        headers: {
          ...bearer(),
          'if-match': '"1"',
          ...(method === 'PATCH' && { 'content-type': 'application/json' }),
        },
      }
      const answer = await call(
        `${pathOf(partner())}${guess}/`,
        method === 'PATCH' ? { ...init, body: '{"name":"x"}' } : init,
      )
      assert.equal(answer.status, 404, `${method} ${guess}`)
    }
  }
})

test('the organization of another tenant is no place to work in', async () => {
  for (const organization of [server.other.root, server.other.plant1]) {
    const headers = { ...bearer(), 'x-organization': organization, 'content-type': 'application/json' }
    const body = JSON.stringify(await mine.body(partner()))
    assert.ok((await call(pathOf(partner()), { headers })).status >= 400)
    assert.ok((await call(pathOf(partner()), { method: 'POST', headers, body })).status >= 400)
  }
})

test('a page that was uploaded is never shown as one', async () => {
  const form = (name: string, type: string, content: string) => {
    const data = new FormData()
    data.append('file', new Blob([content], { type }), name)
    return data
  }
  const script = '<script>alert(1)</script>'
  for (const [name, type, content] of [
    ['page.html', 'text/html', `<!doctype html>${script}`],
    ['picture.svg', 'image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
    ['picture.png', 'image/png', `<html>${script}</html>`],
    ['page.xhtml', 'application/xhtml+xml', `<html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`],
  ] as const) {
    const sent = await call('/api/v1/files/upload/', {
      method: 'POST',
      headers: bearer(),
      body: form(name, type, content),
    })
    if (sent.status >= 400) continue
    const { id } = (await sent.json()) as { id: string }
    const shown = await call(`/api/v1/files/${id}/content/`, { headers: bearer() })
    assert.match(shown.headers.get('content-disposition') ?? '', /^attachment/, name)
    assert.equal(shown.headers.get('x-content-type-options'), 'nosniff')
    assert.doesNotMatch(shown.headers.get('content-type') ?? '', /html|svg|xml/, name)
  }
})

test('a name with line breaks or quotes stays a name in the headers of a download', async () => {
  const data = new FormData()
  data.append(
    'file',
    new Blob([new Uint8Array(picture)], { type: 'image/png' }),
    'a"\r\nset-cookie: x=1;ü.png',
  )
  const sent = await call('/api/v1/files/upload/', { method: 'POST', headers: bearer(), body: data })
  if (sent.status >= 400) return
  const { id } = (await sent.json()) as { id: string }
  const shown = await call(`/api/v1/files/${id}/content/`, { headers: bearer() })
  assert.equal(shown.headers.get('set-cookie'), null)
  assert.ok(shown.status < 500)
})

test('what is guessed wrongly takes as long as what does not exist', async () => {
  const known = server.as.viewer.account?.username ?? ''
  // Argon2id outweighs all else of a sign-in, and is the only work in it that comes without a name.
  let hashes = 0
  const hook = createHook({ init: (_id, type) => void (hashes += type === 'undefined' ? 1 : 0) }).enable()
  const hashesFor = async (username: string): Promise<number> => {
    const before = hashes
    const body = JSON.stringify({ username, password: 'certainly not this one' })
    const headers = { 'content-type': 'application/json' }
    const answer = await call('/api/v1/auth/token/', { method: 'POST', headers, body })
    assert.equal(answer.status, 401)
    return hashes - before
  }
  try {
    assert.deepEqual([await hashesFor(known), await hashesFor('nobody')], [1, 1])
    await server.sql(`update user_credential set locked_until = now() + interval '1 day'`)
    assert.equal(await hashesFor(known), 1, 'a locked account is not told by its haste')
    await server.sql(`update user_account set status = 'inactive' where username = $1`, [known])
    assert.equal(await hashesFor(known), 1, 'nor one that is switched off')
  } finally {
    hook.disable()
    await server.sql('update user_credential set failed_attempts = 0, locked_until = null')
    await server.sql(`update user_account set status = 'active' where username = $1`, [known])
  }
})

test('a number of a million places is compared at once, however it is written', () => {
  const long = `1.${'0'.repeat(1_000_000)}`
  assert.equal(equal(`${long}1`, `${long}2`), false)
  assert.equal(equal(long, '1'), true)
  assert.deepEqual([equal('1.50', '1.5'), equal('100', '1'), equal('10.', '10')], [true, false, false])
})
