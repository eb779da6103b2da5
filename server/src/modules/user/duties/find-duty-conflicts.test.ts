/** SOD-04: joined duties are found by the clock, told once as long as they last, and told again when they return. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { assertStatus } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { findDutyConflicts } from './find-duty-conflicts.ts'

let server: TestServer
before(async () => {
  server = await startServer()
})
after(() => server.stop())

const find = () =>
  findDutyConflicts({
    pool: server.pool,
    now: () => new Date(),
    asOwner: async <R>(text: string, values: readonly unknown[]) => (await server.sql(text, values)) as R[],
    signal: new AbortController().signal,
  })
const mails = () =>
  server.sql<{ recipient: string; body: string }>(
    `select recipient, body from outgoing_mail where subject like 'Duties%' order by created_at`,
  )

test('SOD-04: what has come together is found by the clock and told once', async () => {
  const chief = server.as.administrator
  await server.sql(`update user_account set email = 'chief@example.org' where id = $1`, [chief.account?.id])
  assert.ok((await find()) > 0, 'accounts join what a small company cannot part')
  assert.equal(await find(), 0)
  assert.equal((await mails()).length, 1)
  const client = await server.addUser({ username: 'booker', role: 'accounts', organization: server.plant1 })
  const { count, open } = assertStatus(
    await chief.get(`/api/v1/duty-conflicts/?user=${client.account?.id}`),
    200,
  ).body
  assert.equal(count, open)
  assert.equal(await find(), count)
  const [, told] = await mails()
  assert.equal(told?.recipient, 'chief@example.org')
  assert.match(told?.body ?? '', /- booker: invoice_and_payment/)
  const trail = await server.sql(`select from audit_log where action = 'DUTY_CONFLICT' and record_id = $1`, [
    client.account?.id,
  ])
  assert.equal(trail.length, count)
  const switchOn = (isActive: boolean) =>
    server.sql('update organization_membership set is_active = $2 where user_id = $1', [
      client.account?.id,
      isActive,
    ])
  await switchOn(false)
  assert.equal(await find(), 0)
  await switchOn(true)
  assert.equal(await find(), count)
  const administrators = await server.sql('select from duty_finding where user_id = $1', [chief.account?.id])
  assert.equal(administrators.length, 0)
})
