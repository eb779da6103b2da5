/** Accounts in step with a directory: what a trial tells, what is done, and who is never shut out by mistake. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { createOutgoing } from '#server/platform/outgoing.ts'
import { createVault } from '#server/modules/user/credential/vault.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { synchronizeDue } from './sync-routes.ts'
import { base, type LdapServer, service, startLdapServer } from './testing/ldap-server.ts'

let server: TestServer
let directory: LdapServer
let id: string
const path = '/api/v1/sign-in-providers/'
const sales = `cn=Sales,ou=groups,${base}`

before(async () => {
  server = await startServer()
  directory = await startLdapServer()
  const { administrator } = server.as
  const wanted = { name: 'directory', kind: 'password' }
  const credential = assertStatus(await administrator.post('/api/v1/stored-credentials/', wanted), 201).body
    .id
  const set = `/api/v1/stored-credentials/${credential}/set-value/`
  assertStatus(await administrator.post(set, { value: service.password }, { version: null }), 204)
  const [role] = await server.sql<{ id: string }>(
    `select id from role where code = 'viewer' and tenant_id is null`,
  )
  const provider = {
    name: 'Active Directory',
    kind: 'ldap',
    servers: [directory.url],
    encryption: 'none',
    bind_name: service.name,
    credential,
    search_base: base,
    user_filter: '(&(objectClass=person)(uid={username}))',
    subject_attribute: 'objectGUID',
    groups_from: 'memberOf',
    new_people: 'get_an_account',
    gone_people: 'suspend',
    home: server.plant1,
    role: role?.id,
  }
  id = assertStatus(await administrator.post(path, provider), 201).body.id
  const mapping = { provider: id, group_name: sales, role: 'sales', organization: server.plant1 }
  assertStatus(await administrator.post('/api/v1/group-roles/', mapping), 201)
  for (const uid of ['ada', 'bea', 'cid', 'dan', 'eva']) add(uid)
})
after(async () => {
  await directory.stop()
  await server.stop()
})

const add = (uid: string, more: object = {}) =>
  directory.people.push({ uid, password: `of ${uid}`, mail: `${uid}@example.org`, ...more })
const drop = (...uids: string[]) => {
  const left = directory.people.filter(({ uid }) => !uids.includes(uid))
  directory.people.splice(0, directory.people.length, ...left)
}
const change = async (changes: object) =>
  assertStatus(await server.as.administrator.patch(`${path}${id}/`, changes, { version: '*' }), 200)

interface Told {
  readonly what: string
  readonly username: string
  readonly reason?: string
  readonly refusal?: string
}

async function run(body: object = {}): Promise<{ told: string[]; holdsBack: boolean }> {
  const answer = await server.as.administrator.post(`${path}${id}/synchronize/`, body, { version: null })
  const { steps, holds_back: holdsBack } = assertStatus(answer, 200).body
  const told = (steps as Told[]).map(({ what, username, reason, refusal }) =>
    [what, username, reason ?? refusal].filter(Boolean).join(' '),
  )
  return { told: told.toSorted(), holdsBack }
}
const doIt = (more: object = {}) => run({ is_trial: false, ...more })
const statusOf = async (username: string) => {
  const [row] = await server.sql<{ status: string; status_reason: string }>(
    'select status, status_reason from user_account where username = $1 and tenant_id = $2',
    [username, server.tenant],
  )
  return row?.status
}
const login = (username: string) =>
  new BrowserClient(server.url).signIn(`/api/v1/auth/providers/${id}/login/`, {
    username,
    password: `of ${username}`,
  })

test('a trial tells all and does nothing; then new people have accounts and come in', async () => {
  const five = ['new ada', 'new bea', 'new cid', 'new dan', 'new eva']
  assert.deepEqual((await run()).told, five)
  assert.equal(await statusOf('ada'), undefined)
  assert.deepEqual((await doIt()).told, five)
  assert.deepEqual((await doIt()).told, [])
  const subjects = await server.sql<{ subject: string }>(
    'select subject from external_identity where provider_id = $1 order by subject',
    [id],
  )
  // Binary in the directory, hexadecimal here.
  assert.deepEqual([subjects.length, /^[0-9a-f]{32}$/.test(subjects[0]?.subject ?? '')], [5, true])
  assertStatus(await login('ada'), 200)
  assert.equal(await statusOf('ada'), 'active')
})

test('what changed there changes here, and groups give and take roles without a sign-in', async () => {
  drop('bea')
  add('bea', { name: 'Beate Huber', memberOf: [sales] })
  assert.deepEqual((await run()).told, ['change bea', 'groups bea'])
  await doIt()
  const held = () =>
    server.sql<{ code: string; display_name: string }>(
      `select r.code, u.display_name from role_assignment a join role r on r.id = a.role_id
      join user_account u on u.id = a.user_id where u.username = 'bea' and a.status = 'approved'`,
    )
  assert.deepEqual(await held(), [{ code: 'sales', display_name: 'Beate Huber' }])
  assert.deepEqual((await doIt()).told, [])
  drop('bea')
  add('bea', { name: 'Beate Huber' })
  assert.deepEqual((await doIt()).told, ['groups bea'])
  assert.deepEqual(await held(), [])
})

test('who is gone there is suspended and out at once; who comes back is let in by a person', async () => {
  const browser = new BrowserClient(server.url)
  assertStatus(
    await browser.signIn(`/api/v1/auth/providers/${id}/login/`, { username: 'cid', password: 'of cid' }),
    200,
  )
  drop('cid')
  assert.deepEqual((await doIt()).told, ['gone cid'])
  assert.equal(await statusOf('cid'), 'suspended')
  assertStatus(await browser.get('/api/v1/auth/session/'), 401)
  add('cid')
  assert.deepEqual((await doIt()).told, [])
  assert.equal(await statusOf('cid'), 'suspended')
  const [trail] = await server.sql<{ context: { gone?: number } }>(
    `select context from audit_log where action = 'DIRECTORY_SYNCHRONIZED' order by sequence desc limit 1`,
  )
  assert.equal(trail?.context.gone, 1)
})

test('an empty answer shuts nobody out until somebody says so', async () => {
  const people = [...directory.people]
  drop(...people.map(({ uid }) => uid))
  const { told, holdsBack } = await run()
  assert.deepEqual([told.length, holdsBack], [4, true])
  assert.deepEqual(await doIt(), { told: [], holdsBack: true })
  assert.equal(await statusOf('ada'), 'active')
  directory.people.push(...people)
  drop('dan')
  assert.deepEqual(await doIt({ accepts_gone: true }), { told: ['gone dan'], holdsBack: false })
})

test('names and addresses of others are not taken over; who is new may wait for an approval', async () => {
  await server.addUser({ username: 'finn', role: 'viewer', organization: server.plant1 })
  await server.addUser({ username: 'gina', role: 'viewer', organization: server.plant1 })
  await server.sql(`update user_account set email = 'gina@example.org' where username = 'gina'`)
  add('finn')
  add('gina2', { mail: 'gina@example.org' })
  assert.deepEqual((await doIt()).told, ['refused finn name_taken', 'refused gina2 address_taken'])
  await change({ links_by_email: true, new_people: 'wait_for_approval' })
  add('hans')
  assert.deepEqual((await doIt()).told, ['link gina', 'new hans', 'refused finn name_taken'])
  assert.equal(await statusOf('hans'), 'pending_approval')
  assertStatus(await login('hans'), 401)
})

test('the clock does it as often as the company says, and one that does not answer is told in the trail', async () => {
  const parts = {
    server: { pool: server.pool, now: () => new Date() },
    vault: createVault(server.secrets),
    outgoing: createOutgoing(['127.0.0.1']),
  }
  const asOwner = (text: string, values: readonly unknown[]) => server.sql(text, values) as never
  const tick = () => synchronizeDue(parts, asOwner, new AbortController().signal)
  add('ida')
  await tick()
  assert.equal(await statusOf('ida'), undefined)
  await server.sql('update sign_in_provider set synchronized_at = null')
  await change({ synchronizes: 'daily' })
  drop('eva')
  await tick()
  assert.deepEqual([await statusOf('ida'), await statusOf('eva')], ['pending_approval', 'suspended'])
  add('jan')
  await tick()
  assert.equal(await statusOf('jan'), undefined)
  await server.sql('update sign_in_provider set synchronized_at = null')
  await change({ servers: ['ldap://127.0.0.1:1'] })
  await tick()
  const [last] = await server.sql<{ reason: string }>(
    `select context ->> 'reason' as reason from audit_log where action = 'LOGIN_FAILED'
    order by sequence desc limit 1`,
  )
  assert.match(last?.reason ?? '', /no server answers/)
  const down = await server.as.administrator.post(`${path}${id}/synchronize/`, {}, { version: null })
  assertRefused(assertStatus(down, 503), 'user.provider_unreachable')
})

test('only who may do everything synchronizes, and only in his own company', async () => {
  const post = (client: TestServer['as']['viewer']) =>
    client.post(`${path}${id}/synchronize/`, {}, { version: null })
  assertStatus(await post(server.as.viewer), 403)
  assertStatus(await post(server.other.as.administrator), 404)
  const role = { code: 'people', name: 'People', permissions: ['user.*'] }
  assertStatus(await server.as.administrator.post('/api/v1/roles/', role), 201)
  assertStatus(
    await post(await server.addUser({ username: 'people', role: 'people', organization: server.root })),
    403,
  )
})
