/** What the server’s own role can learn of other tenants without a secret: nothing, by any function. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import test, { after, before } from 'node:test'
import pg from 'pg'
import { BrowserClient } from '#server/testing/browser-client.ts'
import { testPassword } from '#server/testing/company.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
/** As whoever had taken over the server: kontor_app, free to say which tenant it works in. */
let intruder: pg.Client

before(async () => {
  server = await startServer()
  intruder = new pg.Client({ connectionString: server.database.appUrl })
  await intruder.connect()
})
after(async () => {
  await intruder.end()
  await server.stop()
})

const rows = async (text: string, values: unknown[] = []) => (await intruder.query(text, values)).rows
const enter = (tenant: string) => intruder.query(`select set_config('erp.tenant_id', $1, false)`, [tenant])
const now = () => new Date().toISOString()

/** The whole list; a function that is new here must be thought about. */
const open = [
  'act_in',
  'add_directory_person',
  'alert_about_key',
  'api_key_by_digest',
  'complete_sign_in',
  'end_acting',
  'enter_by_provider',
  'factor_kinds',
  'grant_by_group',
  'identity_by_link',
  'identity_by_passkey',
  'identity_by_subject',
  'identity_by_token',
  'identity_of_colleague',
  'is_locked',
  'keep_administrator',
  'keep_challenge',
  'keep_credential',
  'knows_password',
  'link_identity',
  'locked_accounts',
  'make_password_temporary',
  'note_failure',
  'note_refused_key',
  'open_credential',
  'open_ticket',
  'password_salts',
  'permissions_of_roles',
  'prove_password',
  'revoke_refresh_token',
  'rights_of_users',
  'roles_of_groups',
  'session_by_digest',
  'set_password',
  'sign_in_providers',
  'sign_in_rules',
  'sign_in_salts',
  'spend_api_key',
  'spend_refresh_token',
  'spend_temporary_password',
  'take_challenge',
  'take_password_link',
  'tenant_of_provider',
  'unlock_account',
  'verify_registration',
  'ways_in',
]

test('the server’s role may call the functions on users that are meant for it, and no others', async () => {
  const found = await rows(
    `select p.proname as name from pg_proc p join pg_roles r on r.oid = p.proowner
    where r.rolname = 'kontor_directory' and has_function_privilege(p.oid, 'execute')
      and p.prosrc ~ $1 order by 1`,
    [
      '\\m(user_account|user_session|user_credential|password_history|refresh_token|stored_credential)\\M' +
        '|\\m(organization_membership|role|role_assignment|identity_of|grants_of|stored_credential_value)\\M' +
        '|\\m(user_factor|recovery_code|passkey|passkey_challenge|sign_in_ticket|access_confirmation)\\M' +
        '|\\m(api_key|api_key_secret|revoked_token|password_link|sign_in_provider|external_identity)\\M',
    ],
  )
  assert.deepEqual(
    found.map(({ name }) => name),
    open,
  )
  const { tenant } = server.other
  for (const call of [
    `kontor.identity_of('${tenant}', '${server.other.as.viewer.account?.id}')`,
    `kontor.count_failure('${tenant}', '${server.other.as.viewer.account?.id}', now())`,
    `kontor.end_access('${tenant}', '${server.other.as.viewer.account?.id}', null, now())`,
    `kontor.accounts_named('meier.viewer', null)`,
  ]) {
    await assert.rejects(rows(`select ${call}`), /permission denied for function/)
  }
})

test('each of them has an owner without log-in and a fixed path', async () => {
  const found = await rows(
    `select p.proname as name, r.rolcanlogin, p.prosecdef, p.proconfig from pg_proc p
    join pg_roles r on r.oid = p.proowner where p.proname = any($1)`,
    [open],
  )
  assert.equal(found.length, open.length)
  for (const { name, rolcanlogin, prosecdef, proconfig } of found) {
    assert.deepEqual(
      [rolcanlogin, prosecdef, proconfig],
      [false, true, ['search_path=public, pg_temp']],
      name,
    )
  }
})

test('users, sessions and tokens of another tenant are not there, without a tenant none are', async () => {
  for (const table of ['user_account', 'user_session', 'refresh_token', 'organization_membership']) {
    await enter('')
    assert.deepEqual(await rows(`select * from ${table}`), [], table)
    await enter(server.tenant)
    assert.deepEqual(await rows(`select * from ${table} where tenant_id <> $1`, [server.tenant]), [], table)
  }
  assert.ok((await rows('select from user_account')).length >= 6)
  const changed = await intruder.query(`update user_account set display_name = 'x' where tenant_id <> $1`, [
    server.tenant,
  ])
  assert.equal(changed.rowCount, 0)
})

test('password hashes cannot be read at all, and nobody is moved or made in another tenant', async () => {
  await enter(server.tenant)
  for (const table of ['user_credential', 'password_history']) {
    await assert.rejects(rows(`select * from ${table}`), /permission denied/)
    await assert.rejects(rows(`delete from ${table}`), /permission denied/)
  }
  await assert.rejects(
    rows('update user_account set tenant_id = $1', [server.other.tenant]),
    /row-level security/,
  )
  await assert.rejects(
    rows(`insert into user_account (tenant_id, username, display_name) values ($1, 'spy', 'Spy')`, [
      server.other.tenant,
    ]),
    /row-level security/,
  )
})

test('a name gives salts, never a hash; a guess gives nothing and counts', async () => {
  await enter('')
  const [{ salt }] = await rows(`select salt from kontor.sign_in_salts('meier.viewer', null) salt`)
  const [{ password_hash: hash }] = await server
    .sql<{ password_hash: string }>(
      `select c.password_hash from user_credential c join user_account u on u.id = c.user_id
    where u.username = 'meier.viewer'`,
    )
    .then((found) => found as [{ password_hash: string }])
  assert.ok(hash.startsWith(salt) && hash.length > salt.length + 40)
  const guess = (proofs: string[]) =>
    rows(`select kontor.prove_password('meier.viewer', null, $1, $2, '{}') as identity`, [proofs, now()])
  for (const proofs of [[], [salt], [`${salt}%`], ['%'], [`${hash.slice(0, -1)}?`]]) {
    assert.deepEqual(await guess(proofs), [{ identity: null }])
  }
  const [{ failed_attempts: failures }] = await server
    .sql<{ failed_attempts: number }>(
      `select c.failed_attempts from user_credential c join user_account u on u.id = c.user_id
    where u.username = 'meier.viewer'`,
    )
    .then((found) => found as [{ failed_attempts: number }])
  assert.equal(failures, 5)
})

test('sessions and tokens open for their key only, not for what the database holds of it', async () => {
  await enter('')
  const browser = new BrowserClient(server.url)
  await browser.logIn({ username: 'meier.sales', password: testPassword })
  await server.other.as.sales.token()
  const key = browser.cookie.split('=')[1] ?? ''
  const session = (digest: Buffer) =>
    rows('select tenant_id from kontor.session_by_digest($1, $2)', [digest, now()])
  const digest = createHash('sha256').update(key).digest()
  assert.deepEqual(await session(digest), [{ tenant_id: server.other.tenant }])
  for (const wrong of [Buffer.alloc(32), Buffer.from(key), createHash('sha256').update(digest).digest()]) {
    assert.deepEqual(await session(wrong), [])
  }
  const spent = await rows(`select * from kontor.spend_refresh_token($1, $2, '{}')`, [
    Buffer.alloc(32),
    now(),
  ])
  assert.deepEqual(spent, [{ outcome: 'unknown', family_id: null, identity: null }])
  const { tenant, as } = server.other
  for (const family of [randomUUID(), tenant, as.sales.account?.id]) {
    const found = await rows('select kontor.identity_by_token($1, $2, $3, $4) as identity', [
      tenant,
      as.sales.account?.id,
      family,
      randomUUID(),
    ])
    assert.deepEqual(found, [{ identity: null }])
  }
})

test('what works in the caller’s tenant touches no other', async () => {
  const id = server.other.as.accounts.account?.id
  const set = (user: string | undefined) =>
    rows(`select kontor.set_password($1, '$argon2id$x', '{}', null, null, $2) as outcome`, [user, now()])
  for (const tenant of ['', server.tenant]) {
    await enter(tenant)
    assert.deepEqual(await rows('select kontor.password_salts($1) as salt', [id]), [])
    assert.deepEqual(await set(id), [{ outcome: 'unknown' }])
    assert.deepEqual(await rows('select * from kontor.rights_of_users(array[$1::uuid])', [id]), [])
  }
  const [made] = await server.sql<{ id: string }>(
    `insert into role (tenant_id, code, name, permissions)
    values ($1, 'secret', 'Secret', '["sales.view_invoice"]') returning id`,
    [server.other.tenant],
  )
  const text = 'select * from kontor.permissions_of_roles(array[$1::uuid])'
  assert.deepEqual(await rows(text, [made?.id]), [])
  await enter(server.other.tenant)
  assert.equal((await rows(text, [made?.id])).length, 1)
})
