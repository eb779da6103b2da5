/** Personal values in the chain: erased by an entry they verify, changed or taken away without one they do not. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { readPackage } from './read-package.ts'
import { createSealer, type Sealer } from './seal.ts'
import { commitmentOf } from '#server/modules/audit/verify/canonical.ts'
import { verifyPackage } from '#server/modules/audit/verify/verify.ts'
import { passHorizon } from '#server/modules/audit/testing/chain-under-test.ts'
import { assertStatus } from '#server/testing/api-client.ts'
import { inTransaction } from '#server/platform/database.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
let sealer: Sealer
const people: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'kontor-audit-'))

before(async () => {
  server = await startServer()
  sealer = createSealer({
    secret: 'only for tests',
    dataFolder: folder,
    checkpointSeconds: 0,
  })
  for (const name of ['Petra Privat', 'Ötzi "Ö" Öhm', 'Max Muster']) {
    const values = {
      username: `p${people.length}`,
      display_name: name,
      email: `p${people.length}@example.com`,
    }
    const { body } = assertStatus(await server.as.administrator.post('/api/v1/users/', values), 201)
    people.push(body.id)
    const path = `/api/v1/users/${body.id}/`
    assertStatus(await server.as.administrator.patch(path, { display_name: `${name} II` }), 200)
  }
  await seal()
})
after(async () => {
  rmSync(folder, { recursive: true })
  await server.stop()
})

async function seal(): Promise<void> {
  await passHorizon(server.sql as never)
  await sealer.seal(server.sql as never)
}

const verify = (withPersonal = true) =>
  verifyPackage(readPackage(server.sql as never, { chain: server.tenant, withPersonal }))

/** What is done, seen and undone; triggers do not fire. */
async function tampered(text: string, look: () => Promise<void>): Promise<void> {
  await server.sql('begin')
  try {
    await server.sql('alter table audit_personal disable trigger user')
    await server.sql(text)
    await look()
  } finally {
    await server.sql('rollback')
  }
}

test('what the application writes is what the verifier works out', async () => {
  const report = await verify()
  assert.equal(report.first, null)
  assert.deepEqual([report.erased, report.unsealed], [0, 0])
  const kept = await server.sql<{ salt: string; value: unknown; commitment: string }>(
    `select encode(p.salt, 'hex') as salt, p.value,
      a.changes -> p.field -> p.side ->> 'commitment' as commitment
    from audit_personal p join audit_log a on a.id = p.audit_id`,
  )
  assert.ok(kept.length >= 12)
  for (const value of kept) assert.equal(commitmentOf(value), value.commitment)
})

test('a personal value that is changed, salted anew or taken away is found at its row', async () => {
  const [row] = await server.sql<{ audit_id: string; position: number }>(
    `select p.audit_id from audit_personal p join audit_log a on a.id = p.audit_id where a.record_id = $1
    order by a.transaction_id, a.sequence limit 1`,
    [people[1]],
  )
  const where = `where audit_id = '${row?.audit_id}'`
  const cases = [
    [`update audit_personal set value = '"Other"' ${where} and field = 'display_name'`, 'personal_changed'],
    [`update audit_personal set salt = sha256(salt) ${where}`, 'personal_changed'],
    [`delete from audit_personal ${where}`, 'personal_dropped'],
    [`delete from audit_personal`, 'personal_dropped'],
  ] as const
  for (const [text, kind] of cases) {
    await tampered(text, async () => {
      const { first } = await verify()
      assert.equal(first?.kind, kind, text)
      if (text.includes(where)) assert.equal(first?.id, row?.audit_id)
      assert.equal((await verify(false)).verdict, 'verified')
    })
  }
})

test('erasure verifies as erased, before it is sealed and after; an erasure of another excuses nothing', async () => {
  const [person] = people
  const none = { organizationId: null, organizationIds: [], usableIds: [], userId: null }
  const erase = `select kontor.erase_personal('user.user_account', $1, 'admin') as erased`
  const [done] = await inTransaction(server.pool, { ...none, tenantId: server.tenant }, ({ rows }) =>
    rows(erase, [person]),
  )
  assert.equal(done?.erased, 4)
  const waiting = await verify()
  assert.deepEqual([waiting.first, waiting.erased, waiting.unsealed], [null, 4, 1])
  await seal()
  const report = await verify()
  assert.deepEqual([report.first, report.erased, report.unsealed], [null, 4, 0])
  await tampered(`delete from audit_personal`, async () => {
    const { first } = await verify()
    assert.equal(first?.kind, 'personal_dropped')
    const [named] = await server.sql(`select record_id from audit_log where id = $1`, [first?.id])
    assert.notEqual(named?.record_id, person)
  })
})
