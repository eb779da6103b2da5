/** Signing in by an OpenID provider: whom it means, what it cannot do, and what a stranger's browser cannot. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { answerFrom, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { clientSecret, type OidcServer, startOidcServer } from './testing/oidc-server.ts'
import { Visitor } from './testing/visitor.ts'

let server: TestServer
let openid: OidcServer
let providerId: string

interface Session {
  readonly user: { readonly username: string }
  readonly organizations: readonly { readonly id: string }[]
}
const path = '/api/v1/sign-in-providers/'

before(async () => {
  server = await startServer()
  openid = await startOidcServer()
  const { administrator } = server.as
  const { body: credential } = assertStatus(
    await administrator.post('/api/v1/stored-credentials/', { name: 'openid', kind: 'client_secret' }),
    201,
  )
  const set = `/api/v1/stored-credentials/${credential.id}/set-value/`
  assertStatus(await administrator.post(set, { value: clientSecret }, { version: null }), 204)
  const wanted = { name: 'House', issuer: openid.issuer, client_id: 'kontor', credential: credential.id }
  providerId = assertStatus(await administrator.post(path, { ...wanted, links_by_email: true }), 201).body.id
  openid.redirectUris.push(`${server.url}/api/v1/auth/providers/${providerId}/callback/`)
})
after(async () => {
  await openid.stop()
  await server.stop()
})

const change = async (changes: object) =>
  assertStatus(await server.as.administrator.patch(`${path}${providerId}/`, changes, { version: '*' }), 200)

async function person(username: string, role = 'viewer') {
  const client = await server.addUser({ username, role, organization: server.root })
  const email = `${username}@example.org`
  await server.sql('update user_account set email = $2 where username = $1', [username, email])
  openid.subject = `subject of ${username}`
  openid.people.set(openid.subject, { email, email_verified: true, name: username })
  return { email, id: client.account?.id }
}

const startOf = (next = '/de/contacts') =>
  `${server.url}/api/v1/auth/providers/${providerId}/start/?next=${encodeURIComponent(next)}`
const isHome = (url: URL) => url.origin === server.url && !url.pathname.startsWith('/api/')
const signIn = async (visitor = new Visitor(), next?: string) => ({
  visitor,
  ...(await visitor.visit(startOf(next), isHome)),
})
const whoIs = async (visitor: Visitor) => {
  const answer = await visitor.fetch(new URL(`${server.url}/api/v1/auth/session/`))
  return answer.status === 200 ? ((await answer.json()) as Session).user.username : null
}
const failuresOf = () =>
  server.sql<{ reason: string }>(
    `select context ->> 'reason' as reason from audit_log
    where action = 'LOGIN_FAILED' and tenant_id = $1 order by sequence`,
    [server.tenant],
  )
const lastFailure = async () => (await failuresOf()).at(-1)?.reason

test('the page of sign-in is told where else one may sign in, of one company alone', async () => {
  const all = async (query: string) =>
    assertStatus(await server.nobody.get(`/api/v1/auth/providers/${query}`), 200).body.results
  const [{ code } = { code: '' }] = await server.sql<{ code: string }>(
    'select code from organization where id = $1',
    [server.root],
  )
  const start = `/api/v1/auth/providers/${providerId}/start/`
  assert.deepEqual(await all(`?tenant=${code.toLowerCase()}`), [
    { id: providerId, name: 'House', kind: 'oidc', start },
  ])
  assert.deepEqual(await all('?tenant=nobody'), [])
  // There are two companies here: which of them, nobody guesses.
  assert.deepEqual(await all(''), [])
})

test('a verified address links the account once; from then on the subject alone counts', async () => {
  const { email, id } = await person('olga')
  const { visitor, url, status } = await signIn()
  assert.deepEqual([url.pathname, status, await whoIs(visitor)], ['/de/contacts', 303, 'olga'])
  openid.people.set(openid.subject, { email: 'changed@example.org', email_verified: false })
  assert.equal(await whoIs((await signIn()).visitor), 'olga')
  const trail = await server.sql<{ action: string }>(
    `select action from audit_log where record_id = $1 and action <> 'CREATE' order by sequence`,
    [id],
  )
  assert.deepEqual(
    trail.map(({ action }) => action),
    ['ACCOUNT_LINKED', 'LOGIN_SUCCESS', 'SESSION_STARTED', 'LOGIN_SUCCESS', 'SESSION_STARTED'],
  )
  // The address is linked: another subject does not get the account by it.
  openid.subject = 'somebody else'
  openid.people.set(openid.subject, { email, email_verified: true })
  const { url: refused } = await signIn()
  assert.equal(refused.searchParams.get('failure'), 'user.provider_refused')
})

test('an address that is not verified, not listed, or of nobody opens nothing and says no more than that', async () => {
  const { email } = await person('paul')
  const attempts: [Record<string, unknown>, string][] = [
    [{ email, email_verified: false }, 'nobody is linked'],
    [{ email }, 'nobody is linked'],
    [{ email: 'stranger@example.org', email_verified: true }, 'nobody is linked'],
  ]
  const ends = new Set<string>()
  for (const [claims, reason] of attempts) {
    openid.people.set(openid.subject, claims)
    const { visitor, url } = await signIn()
    ends.add(`${url.pathname}${url.search}`)
    assert.deepEqual([await whoIs(visitor), await lastFailure()], [null, reason])
  }
  openid.people.set(openid.subject, { email, email_verified: true })
  await change({ email_domains: ['example.com'] })
  ends.add(String((await signIn()).url).slice(server.url.length))
  await change({ email_domains: [], links_by_email: false })
  ends.add(String((await signIn()).url).slice(server.url.length))
  assert.equal(await lastFailure(), 'address of an account that is not linked')
  await change({ links_by_email: true })
  await server.sql(`update user_account set status = 'inactive' where username = 'paul'`)
  ends.add(String((await signIn()).url).slice(server.url.length))
  assert.deepEqual([...ends], ['/de/sign-in?next=%2Fde%2Fcontacts&failure=user.provider_refused'])
})

test('an answer counts in the browser that asked, once', async () => {
  await person('quirin')
  const isCallback = (url: URL) => url.pathname.endsWith('/callback/')
  const mine = new Visitor()
  const { url: answer } = await mine.visit(startOf(), isCallback)
  const other = new Visitor()
  const { url: refused } = await other.visit(answer.href, isHome)
  assert.deepEqual([refused.searchParams.get('failure'), await whoIs(other)], ['user.provider_refused', null])
  assert.match((await lastFailure()) ?? '', /did not start/)
  // A browser that began a sign-in of its own has another state.
  await other.visit(startOf(), (url) => url.origin === openid.issuer)
  await other.visit(answer.href, isHome)
  assert.match((await lastFailure()) ?? '', /state/)
  assert.equal(await whoIs(other), null)
  await mine.visit(answer.href, isHome)
  assert.equal(await whoIs(mine), 'quirin')
  const { url: again } = await mine.visit(answer.href, isHome)
  assert.equal(again.searchParams.get('failure'), 'user.provider_refused')
})

test('a code without its verifier, and a changed one, are refused by the provider', async () => {
  await person('rosa')
  const visitor = new Visitor()
  const { url: answer } = await visitor.visit(startOf(), (url) => url.pathname.endsWith('/callback/'))
  answer.searchParams.set('code', `${answer.searchParams.get('code')}x`)
  const { url } = await visitor.visit(answer.href, isHome)
  assert.equal(url.searchParams.get('failure'), 'user.provider_refused')
  assert.match((await lastFailure()) ?? '', /OAUTH_RESPONSE_BODY_ERROR/)
})

test('new people get an account only where the provider may make them, in the place and role it says', async () => {
  openid.subject = 'new'
  openid.people.set('new', {
    email: 'sven@example.org',
    email_verified: true,
    name: 'Sven',
    preferred_username: 'sven',
  })
  await signIn()
  assert.equal(await lastFailure(), 'nobody is linked')
  const [role] = await server.sql<{ id: string }>(
    `select id from role where code = 'viewer' and tenant_id is null`,
  )
  assertRefused(
    await server.as.administrator.patch(`${path}${providerId}/`, { provisions: true }, { version: '*' }),
    'user.provider_incomplete',
    '/home',
  )
  await change({ provisions: true, home: server.plant1, role: role?.id })
  const { visitor } = await signIn()
  assert.equal(await whoIs(visitor), 'sven')
  const answer = await visitor.fetch(new URL(`${server.url}/api/v1/auth/session/`))
  const session = (await answer.json()) as Session
  assert.deepEqual(
    session.organizations.map(({ id }) => id),
    [server.plant1],
  )
  // A name that somebody has already is not taken over.
  openid.subject = 'twin'
  openid.people.set('twin', { email: 'twin@example.org', email_verified: true, preferred_username: 'Sven' })
  await signIn()
  assert.equal(await lastFailure(), 'user name taken')
  await change({ provisions: false })
})

test('the second factor of Kontor is still asked for, but where the provider is trusted with it', async () => {
  await person('theo', 'administrator')
  await server.sql(`update role set second_factor = 'required' where code = 'viewer' and tenant_id is null`)
  await person('tilda')
  const { visitor, url } = await signIn()
  assert.deepEqual([url.searchParams.get('provider'), await whoIs(visitor)], ['continue', null])
  const more = new URL(`${server.url}/api/v1/auth/providers/continue/`)
  const { body: due } = await answerFrom(await visitor.fetch(more, { method: 'POST' }))
  assert.deepEqual(due.next, 'enrol_factor')
  const enrol = await server.nobody.post('/api/v1/auth/login/enrol/', {
    ticket: due.ticket,
    method: 'totp',
  })
  assertStatus(enrol, 200)
  assert.equal((await visitor.fetch(more, { method: 'POST' })).status, 401)
  openid.amr = ['pwd', 'mfa']
  assert.equal((await signIn()).url.searchParams.get('provider'), 'continue')
  await change({ trusts_second_factor: true })
  assert.equal(await whoIs((await signIn()).visitor), 'tilda')
  await change({ trusts_second_factor: false })
  await server.sql(`update role set second_factor = 'offered' where code = 'viewer' and tenant_id is null`)
})

test('nobody is led to another site', async () => {
  await person('ulla')
  for (const next of [
    'https://evil.example',
    '//evil.example',
    '/de//evil.example',
    '/\\evil.example',
    '/de\\@evil',
  ]) {
    const { url } = await signIn(new Visitor(), next)
    assert.equal(`${url.origin}${url.pathname}`, `${server.url}/`, next)
  }
})

test('who may not do everything states no provider; nothing shows the secret', async () => {
  const { administrator, viewer } = server.as
  assertStatus(await viewer.post(path, { name: 'Mine', issuer: openid.issuer, client_id: 'x' }), 403)
  const role = { code: 'people', name: 'People', permissions: ['user.*', 'organization.*'] }
  assertStatus(await administrator.post('/api/v1/roles/', role), 201)
  const some = await server.addUser({ username: 'people', role: 'people', organization: server.root })
  assertStatus(await some.post(path, { name: 'Mine', issuer: openid.issuer, client_id: 'x' }), 403)
  assertStatus(
    await some.patch(`${path}${providerId}/`, { issuer: 'https://evil.example' }, { version: '*' }),
    403,
  )
  const shown = JSON.stringify((await administrator.get(`${path}${providerId}/`)).body)
  assert.ok(!shown.includes(clientSecret))
  const bad = await administrator.post(path, { name: 'Bad', issuer: 'file:///etc/passwd', client_id: 'x' })
  assertRefused(bad, 'user.provider_address', '/issuer')
})

test('a provider that is not there, or lies where nobody may call, is unreachable and no more', async () => {
  const { administrator } = server.as
  const make = async (name: string, issuer: string) =>
    assertStatus(await administrator.post(path, { name, issuer, client_id: 'x' }), 201).body.id
  const places = [
    await make('Gone', 'http://127.0.0.1:1'),
    await make('Inside', 'https://169.254.169.254/latest'),
  ]
  for (const id of places) {
    const { url } = await new Visitor().visit(`${server.url}/api/v1/auth/providers/${id}/start/`, isHome)
    assert.equal(url.searchParams.get('failure'), 'user.provider_unreachable')
  }
  const unknown = `/api/v1/auth/providers/${server.tenant}/start/`
  assertStatus(await server.nobody.get(unknown), 404)
  await change({ is_active: false })
  assertStatus(await server.nobody.get(`/api/v1/auth/providers/${providerId}/start/`), 404)
  await change({ is_active: true })
})

test('the answer of one provider is not taken for that of another', async () => {
  await person('viktor')
  const wanted = { name: 'Other', issuer: openid.issuer, client_id: 'kontor' }
  const { body: other } = assertStatus(await server.as.administrator.post(path, wanted), 201)
  const visitor = new Visitor()
  const { url: answer } = await visitor.visit(startOf(), (url) => url.pathname.endsWith('/callback/'))
  const { url } = await visitor.visit(answer.href.replace(providerId, other.id), isHome)
  assert.deepEqual([url.searchParams.get('failure'), await whoIs(visitor)], ['user.provider_refused', null])
  assert.match((await lastFailure()) ?? '', /did not start/)
})

test('a provider without discovery is asked at the addresses that were entered', async () => {
  await person('wanda')
  const addresses = {
    authorization_url: `${openid.issuer}/auth`,
    token_url: `${openid.issuer}/token`,
    userinfo_url: `${openid.issuer}/me`,
  }
  await change({ kind: 'oauth2', ...addresses })
  assert.equal(await whoIs((await signIn()).visitor), 'wanda')
  await change({ userinfo_url: `${openid.issuer}/nowhere` })
  assert.equal((await signIn()).url.searchParams.get('failure'), 'user.provider_refused')
  assert.match((await lastFailure()) ?? '', /answers 404/)
  await change({ kind: 'oidc' })
})

const call = async (visitor: Visitor, method: string, to: string, body?: object, csrf = '') =>
  answerFrom(
    await visitor.fetch(new URL(`${server.url}/api/v1/auth/${to}`), {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), 'x-csrf-token': csrf },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  )

/** What somebody who is signed in does with his own links. */
async function account(visitor: Visitor) {
  const { csrf_token: csrf, user } = (await call(visitor, 'GET', 'session/')).body
  const next = '/de/user/security'
  return {
    id: user.id,
    visitor,
    ask: () => call(visitor, 'POST', `providers/${providerId}/link/`, { next }, csrf),
    cut: (id: string) => call(visitor, 'DELETE', `links/${id}/`, undefined, csrf),
    links: async () => (await call(visitor, 'GET', 'links/')).body,
  }
}

async function atHome(username: string, visitor = new Visitor()) {
  assertStatus(await call(visitor, 'POST', 'login/', { username, password: testPassword }), 200)
  return account(visitor)
}

test('who has just proven who he is links his account himself, whatever its address, and is told by mail', async () => {
  await change({ links_by_email: false })
  await person('xenia')
  openid.people.set(openid.subject, { email: 'elsewhere@example.com', email_verified: true })
  const { visitor, ask, links } = await atHome('xenia')
  assert.ok((await links()).available.some(({ id }: { id: string }) => id === providerId))
  const { body } = assertStatus(await ask(), 200)
  const { url } = await visitor.visit(body.address, isHome)
  assert.equal(`${url.pathname}${url.search}`, `/de/user/security?linked=${providerId}`)
  const { results, available } = await links()
  assert.deepEqual([results.length, results[0].provider_name], [1, 'House'])
  assert.ok(available.every(({ id }: { id: string }) => id !== providerId))
  assert.equal(await whoIs((await signIn()).visitor), 'xenia')
  assertRefused(assertStatus(await ask(), 409), 'user.link_exists')
  const letters = await server.sql(
    `select from outgoing_mail where recipient = 'xenia@example.org' and subject like '%linked to House'`,
  )
  assert.equal(letters.length, 1)
  // The same subject is nobody else's.
  const { subject } = openid
  await person('yvonne')
  openid.subject = subject
  const other = await atHome('yvonne')
  const trip = assertStatus(await other.ask(), 200).body.address
  const { url: refused } = await other.visitor.visit(trip, isHome)
  assert.equal(refused.searchParams.get('failure'), 'user.link_taken')
})

test('a link is begun and ended in one session that was just confirmed, and only for listed addresses', async () => {
  await person('zita')
  const { id } = await person('zoe')
  const { visitor, ask, links } = await atHome('zoe')
  const failure = async (address: string, by = visitor) =>
    (await by.visit(address, isHome)).url.searchParams.get('failure')
  await change({ email_domains: ['huber.example'] })
  assert.equal(await failure((await ask()).body.address), 'user.link_refused')
  await change({ email_domains: [] })
  // Whoever changes to another session on the way links nothing to it.
  const { address } = assertStatus(await ask(), 200).body
  await atHome('zita', visitor)
  assert.equal(await failure(address), 'user.link_refused')
  const again = await atHome('zoe', visitor)
  const late = assertStatus(await again.ask(), 200).body.address
  await server.sql(`select set_config('erp.user_id', '${id}', true); delete from access_confirmation`)
  assert.equal(await failure(late), 'user.not_confirmed')
  assertRefused(assertStatus(await again.ask(), 403), 'user.not_confirmed')
  assert.deepEqual((await links()).results, [])
  const foreign = await server.other.as.administrator.post(`/api/v1/auth/providers/${providerId}/link/`)
  assertStatus(foreign, 404)
})

test('the last way in is not cut by its owner', async () => {
  const [role] = await server.sql<{ id: string }>(
    `select id from role where code = 'viewer' and tenant_id is null`,
  )
  await change({ provisions: true, home: server.plant1, role: role?.id })
  openid.subject = 'provided'
  const claims = { email: 'adam@example.org', email_verified: true, preferred_username: 'adam' }
  openid.people.set('provided', claims)
  const { visitor, id, cut, links } = await account((await signIn()).visitor)
  const [link] = (await links()).results
  assertRefused(assertStatus(await cut(link.id), 409), 'user.last_way_in')
  assert.equal(await whoIs((await signIn()).visitor), 'adam')
  assert.equal((await call(visitor, 'GET', 'factors/')).body.has_password, false)
  const given = { password: 'granite meadow 71 otter' }
  const set = `/api/v1/users/${id}/set-password/`
  assertStatus(await server.as.administrator.post(set, given, { version: null }), 204)
  const again = await account((await signIn()).visitor)
  assertStatus(await again.cut(link.id), 204)
  assert.equal(await whoIs((await signIn()).visitor), null)
  await change({ provisions: false })
})
