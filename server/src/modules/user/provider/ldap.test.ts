/** Signing in by a directory: its passwords, its groups, and what a name cannot smuggle into a search. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { certificate, key } from './testing/certificate.ts'
import { startTlsBefore } from './testing/start-tls.ts'
import { base, type LdapPerson, type LdapServer, service, startLdapServer } from './testing/ldap-server.ts'

let server: TestServer
let directory: LdapServer
let providerId: string
const path = '/api/v1/sign-in-providers/'
const groups = { sales: `cn=Sales,ou=groups,${base}`, stock: `cn=Stock,ou=groups,${base}` }

before(async () => {
  server = await startServer()
  directory = await startLdapServer()
  const { administrator } = server.as
  const wanted = { name: 'directory', kind: 'password' }
  const { body: credential } = assertStatus(
    await administrator.post('/api/v1/stored-credentials/', wanted),
    201,
  )
  const set = `/api/v1/stored-credentials/${credential.id}/set-value/`
  assertStatus(await administrator.post(set, { value: service.password }, { version: null }), 204)
  const provider = {
    name: 'Directory',
    kind: 'ldap',
    servers: [directory.url],
    encryption: 'none',
    bind_name: service.name,
    credential: credential.id,
    search_base: base,
    groups_from: 'memberOf',
    links_by_email: true,
  }
  providerId = assertStatus(await administrator.post(path, provider), 201).body.id
})
after(async () => {
  await directory.stop()
  await server.stop()
})

const change = async (changes: object) =>
  assertStatus(await server.as.administrator.patch(`${path}${providerId}/`, changes, { version: '*' }), 200)

async function person(uid: string, memberOf: readonly string[] = []): Promise<LdapPerson> {
  await server.addUser({ username: uid, role: 'viewer', organization: server.plant1 })
  await server.sql('update user_account set email = $2 where username = $1', [uid, `${uid}@example.org`])
  const made = { uid, password: `password of ${uid}`, mail: `${uid}@example.org`, memberOf }
  directory.people.push(made)
  return made
}

function replace(uid: string, changes: Partial<LdapPerson>): void {
  const index = directory.people.findIndex((each) => each.uid === uid)
  directory.people[index] = { ...(directory.people[index] as LdapPerson), ...changes }
}

const login = (username: string, password: string, browser = new BrowserClient(server.url)) =>
  browser.signIn(`/api/v1/auth/providers/${providerId}/login/`, { username, password })
const lastFailure = async () => {
  const [row] = await server.sql<{ reason: string }>(
    `select context ->> 'reason' as reason from audit_log where action = 'LOGIN_FAILED'
    order by sequence desc limit 1`,
  )
  return row?.reason
}

test('the password of the directory opens the account of the address, for browsers and programs', async () => {
  const { uid, password } = await person('anna')
  const { body } = assertStatus(await login(uid, password), 200)
  assert.equal(body.user.username, 'anna')
  const token = `/api/v1/auth/providers/${providerId}/token/`
  const pair = assertStatus(await server.nobody.post(token, { username: uid, password }), 200).body
  const bearer = { headers: { authorization: `Bearer ${pair.access}` } }
  assertStatus(await server.nobody.get('/api/v1/auth/session/', bearer), 200)
  const trail = await server.sql<{ method: string }>(
    `select context ->> 'method' as method from audit_log where action = 'LOGIN_SUCCESS' and record_label = 'anna'`,
  )
  assert.deepEqual(trail, [{ method: 'ldap' }, { method: 'ldap' }])
})

test('a wrong password, an unknown name and an empty password are told apart by nobody', async () => {
  const { uid } = await person('bert')
  const answers = [await login(uid, 'wrong'), await login('nobody', 'wrong'), await login(uid, testPassword)]
  for (const answer of answers) assertRefused(assertStatus(answer, 401), 'kit.sign_in_failed')
  const asked = directory.binds.length
  assertStatus(await login(uid, ''), 400)
  assert.equal(directory.binds.length, asked)
  // Both ask the directory twice: for the entry, and with the password.
  await login(uid, 'wrong')
  const known = directory.binds.length - asked
  await login('nobody', 'wrong')
  assert.equal(directory.binds.length - asked, 2 * known)
})

test('a name is a name, whatever it holds', async () => {
  const { uid, password } = await person('cora')
  for (const name of [
    '*',
    'cor*',
    `${uid})(uid=*`,
    `*)(objectClass=*`,
    'cora)(|(uid=cora',
    '\\2a',
    `${uid}\\00`,
  ]) {
    assertStatus(await login(name, password), 401)
  }
  assert.ok(directory.filters.every((filter) => !/uid=\*|uid=cor\*/.test(filter)))
  assertStatus(await login(`${uid}\0`, password), 400)
  assertStatus(await login(uid, password), 200)
})

test('five wrong passwords lock the linked account, and the directory is not asked meanwhile', async () => {
  const { uid, password } = await person('dora')
  assertStatus(await login(uid, password), 200)
  for (let attempt = 0; attempt < 6; attempt += 1) assertStatus(await login(uid, 'wrong'), 401)
  const asked = directory.binds.filter((name) => name.startsWith('uid=dora')).length
  assertStatus(await login(uid, password), 401)
  assert.equal(directory.binds.filter((name) => name.startsWith('uid=dora')).length, asked)
})

test('groups give roles, and whoever leaves one loses them with the next sign-in', async () => {
  const { administrator } = server.as
  const map = (group_name: string, role: string, organization: string) =>
    administrator.post('/api/v1/group-roles/', { provider: providerId, group_name, role, organization })
  assertStatus(await map('sales', 'sales', server.plant1), 201)
  const { body: stock } = assertStatus(await map(groups.stock, 'viewer', server.plant2), 201)
  const { uid, password } = await person('emil', [groups.sales, groups.stock])
  const rolesNow = async () => {
    const rows = await server.sql<{ code: string }>(
      `select r.code from role_assignment a join role r on r.id = a.role_id
      join user_account u on u.id = a.user_id where u.username = 'emil' and a.status = 'approved' order by 1`,
    )
    return rows.map(({ code }) => code)
  }
  const browser = new BrowserClient(server.url)
  assertStatus(await login(uid, password, browser), 200)
  assert.deepEqual(await rolesNow(), ['sales', 'viewer'])
  const { body } = await browser.get('/api/v1/auth/session/')
  assert.deepEqual(
    body.organizations.map(({ id }: { id: string }) => id).toSorted(),
    [server.plant1, server.plant2].toSorted(),
  )
  assertStatus(await login(uid, password), 200)
  assert.deepEqual(await rolesNow(), ['sales', 'viewer'])
  replace(uid, { memberOf: [groups.stock] })
  assertStatus(await login(uid, password), 200)
  assert.deepEqual(await rolesNow(), ['viewer'])
  // Without the mapping nothing is left, at once.
  assertStatus(await administrator.delete(`/api/v1/group-roles/${stock.id}/`, { version: '*' }), 204)
  assert.deepEqual(await rolesNow(), [])
  const trail = await server.sql<{ action: string }>(
    `select action from audit_log where record = 'user.role_assignment' and action like 'PERMISSION_%'
      and record_label like 'Directory: %' order by sequence`,
  )
  assert.deepEqual(
    trail.map(({ action }) => action),
    ['PERMISSION_ASSIGN', 'PERMISSION_ASSIGN', 'PERMISSION_REVOKE', 'PERMISSION_REVOKE'],
  )
})

test('groups may be found by a search of their own', async () => {
  const { uid, password } = await person('fritz')
  await change({ group_filter: '(&(objectClass=group)(member={dn}))' })
  assertStatus(await login(uid, password), 200)
  assert.ok(directory.filters.some((filter) => filter.includes(`member=uid=fritz,ou=people,${base}`)))
  await change({ group_filter: null })
})

test('where no server answers, the next one does; then own passwords, if the company wants them', async () => {
  const { uid, password } = await person('gerda')
  await change({ servers: ['ldap://127.0.0.1:1', directory.url] })
  assertStatus(await login(uid, password), 200)
  await change({ servers: ['ldap://127.0.0.1:1'] })
  assertRefused(assertStatus(await login(uid, testPassword), 503), 'user.provider_unreachable')
  assert.match((await lastFailure()) ?? '', /no server answers/)
  await change({ falls_back: true })
  assertStatus(await login(uid, testPassword), 200)
  assertStatus(await login(uid, 'wrong'), 401)
  // As long as the directory answers, it alone decides.
  await change({ servers: [directory.url] })
  assertStatus(await login(uid, testPassword), 401)
  await change({ falls_back: false })
})

test('what should be encrypted is never sent in the clear, nor inside where nobody may call', async () => {
  const { uid, password } = await person('hugo')
  const asked = directory.binds.length
  for (const encryption of ['tls', 'start_tls']) {
    await change({ encryption })
    assertStatus(await login(uid, password), 503)
  }
  await change({ encryption: 'none', servers: ['ldap://10.0.0.1', 'ldap://169.254.169.254'] })
  assertStatus(await login(uid, password), 503)
  assert.match((await lastFailure()) ?? '', /not a public address/)
  assert.equal(directory.binds.length, asked)
  await change({ servers: [directory.url] })
})

test('over TLS only a server is asked that the given authority vouches for, under its own name', async () => {
  const { uid, password } = await person('ilse')
  const secure = await startLdapServer({ certificate, key })
  secure.people.push(...directory.people)
  const { port } = new URL(secure.url)
  try {
    await change({ encryption: 'tls', servers: [`ldaps://127.0.0.1:${port}`] })
    assertStatus(await login(uid, password), 503)
    await change({ certificate })
    assertStatus(await login(uid, password), 200)
    await change({ servers: [`ldaps://localhost:${port}`] })
    assertStatus(await login(uid, password), 503)
    assert.match((await lastFailure()) ?? '', /altnames|Hostname/)
  } finally {
    await secure.stop()
    await change({ encryption: 'none', certificate: '', servers: [directory.url] })
  }
})

test('StartTLS begins in plain and says nothing in plain but that; the name is tested there, too', async () => {
  const { uid, password } = await person('nina')
  const front = await startTlsBefore(directory.url)
  try {
    await change({ encryption: 'start_tls', servers: [front.url] })
    assertStatus(await login(uid, password), 503)
    await change({ certificate })
    assertStatus(await login(uid, password), 200)
    assert.ok(front.plain.every((text) => !/nina|kontor|password/.test(text)))
    await change({ servers: [front.url.replace('127.0.0.1', 'localhost')] })
    assertStatus(await login(uid, password), 503)
  } finally {
    await front.stop()
    await change({ encryption: 'none', certificate: '', servers: [directory.url] })
  }
})

test('a link is seen and cut by its owner and by who looks after users; then the provider is a stranger', async () => {
  const { uid, password } = await person('jana')
  const browser = new BrowserClient(server.url)
  assertStatus(await login(uid, password, browser), 200)
  const { results } = assertStatus(await browser.get('/api/v1/auth/links/'), 200).body
  assert.deepEqual([results.length, results[0].provider_name], [1, 'Directory'])
  const [{ id } = { id: '' }] = await server.sql<{ id: string }>(
    `select id from user_account where username = 'jana'`,
  )
  const links = `/api/v1/users/${id}/links/`
  const { administrator, viewer } = server.as
  const link = `${links}${results[0].id}/`
  assertStatus(await viewer.delete(link, { version: null }), 403)
  assertStatus(await server.other.as.administrator.delete(link, { version: null }), 404)
  await change({ links_by_email: false })
  assertStatus(await administrator.delete(link, { version: null }), 204)
  assertStatus(await login(uid, password), 401)
  await change({ links_by_email: true })
  assertStatus(await login(uid, password, browser), 200)
  const again = (await browser.get('/api/v1/auth/links/')).body.results[0]
  assertStatus(await browser.send('DELETE', `/api/v1/auth/links/${again.id}/`), 204)
  assert.deepEqual(assertStatus(await administrator.get(links), 200).body.results, [])
})

test('an account is linked by its password of the directory; that of others is not guessed there', async () => {
  await change({ links_by_email: false })
  const { uid, password } = await person('lena')
  const linked = await person('mona')
  const browser = new BrowserClient(server.url)
  assertStatus(await browser.logIn({ username: 'lena', password: testPassword }), 200)
  const link = (username: string, given: string) =>
    browser.post(`/api/v1/auth/providers/${providerId}/link/`, { username, password: given })
  assertRefused(assertStatus(await link(uid, 'wrong'), 400), 'user.link_refused')
  assertStatus(await link(uid, password), 200)
  assertRefused(assertStatus(await link(linked.uid, linked.password), 409), 'user.link_exists')
  assertStatus(await login(uid, password), 200)
  const other = new BrowserClient(server.url)
  assertStatus(await other.logIn({ username: 'mona', password: testPassword }), 200)
  const asked = directory.binds.length
  const guess = (given: string) =>
    other.post(`/api/v1/auth/providers/${providerId}/link/`, { username: uid, password: given })
  assertRefused(assertStatus(await guess(password), 400), 'user.link_refused')
  assert.ok(!directory.binds.slice(asked).some((name) => name.startsWith(`uid=${uid}`)))
  for (let attempt = 0; attempt < 5; attempt += 1) assertStatus(await guess('wrong'), 400)
  assertRefused(assertStatus(await guess('wrong'), 429), 'user.locked')
  await change({ links_by_email: true })
})

test('a group gives no role that a rule over duties keeps from somebody', async () => {
  const { administrator } = server.as
  for (const [code, permission] of [
    ['orders', 'sales.add_salesorder'],
    ['payments', 'sales.add_payment'],
  ]) {
    const role = { code, name: code, permissions: [permission] }
    assertStatus(await administrator.post('/api/v1/roles/', role), 201)
    const mapping = { provider: providerId, group_name: code, role: code, organization: server.plant1 }
    assertStatus(await administrator.post('/api/v1/group-roles/', mapping), 201)
  }
  const rule = {
    code: 'apart',
    name: 'Apart',
    one_side: ['sales.add_salesorder'],
    other_side: ['sales.add_payment'],
  }
  assertStatus(await administrator.post('/api/v1/duty-rules/', { ...rule, response: 'refuse' }), 201)
  const { uid, password } = await person('karl', ['orders', 'payments'])
  assertStatus(await login(uid, password), 200)
  const held = await server.sql(
    `select from role_assignment a join user_account u on u.id = a.user_id
    where u.username = 'karl' and a.status = 'approved'`,
  )
  assert.equal(held.length, 1)
  const told = await server.sql(
    `select from audit_log where action = 'ACCESS_REFUSED' and record_label = 'karl'`,
  )
  assert.equal(told.length, 1)
})
