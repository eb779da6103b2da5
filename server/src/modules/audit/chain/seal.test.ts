/** Sealing in the order of the transaction horizon, signing, and what the verifier makes of it untouched. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import pg from 'pg'
import { pino } from 'pino'
import { alarmIfLate } from './audit-tasks.ts'
import { chainOfNone } from '#server/modules/audit/verify/canonical.ts'
import {
  type ChainUnderTest,
  openChain,
  writeEntries,
} from '#server/modules/audit/testing/chain-under-test.ts'

let chain: ChainUnderTest
let tenant: string

before(async () => {
  chain = await openChain()
  tenant = await chain.addTenant()
})
after(() => chain.stop())

test('rows are sealed in order and verify, those of no tenant in a chain of their own', async () => {
  await writeEntries(chain.owner, tenant, [3, 1, 7])
  await writeEntries(chain.owner, null, [2])
  assert.equal(await chain.seal(), 13)
  assert.equal(await chain.seal(), 0)
  await writeEntries(chain.owner, tenant, [4])
  const open = await chain.verify(tenant)
  assert.deepEqual([open.verdict, open.rows, open.unsealed], ['verified', 11, 4])
  assert.equal(await chain.seal(), 4)
  const report = await chain.verify(tenant)
  assert.equal(report.first, null)
  const { verdict, rows, batches, position, unsealed, checkpoints, trusted, complete } = report
  assert.deepEqual(
    { verdict, rows, batches, position, unsealed, checkpoints, trusted, complete },
    {
      verdict: 'verified',
      rows: 15,
      batches: 2,
      position: 15,
      unsealed: 0,
      checkpoints: 2,
      trusted: true,
      complete: true,
    },
  )
  assert.equal((await chain.verify(chainOfNone)).rows, 2)
})

test('a row of an older transaction that commits later is sealed after, never lost', async () => {
  const slow = new pg.Client({ connectionString: chain.ownerUrl })
  await slow.connect()
  await slow.query('begin')
  await writeEntries(async (text, values) => (await slow.query(text, [...values])).rows as never, tenant, [1])
  await writeEntries(chain.owner, tenant, [5])
  assert.equal(await chain.sealAtOnce(), 0, 'the older transaction holds the younger ones back')
  await slow.query('commit')
  await slow.end()
  assert.equal(await chain.seal(), 6)
  const report = await chain.verify(tenant)
  assert.deepEqual([report.verdict, report.unsealed], ['verified', 0])
})

test('after dump and restore ids start again: the unsealed rest is sealed first, then what is new', async () => {
  await writeEntries(chain.owner, tenant, [3])
  // Another cluster, whose transactions have lower numbers than the rows that were brought along.
  await chain.superuser(
    `update audit_log set transaction_id = (transaction_id::text::bigint + 1000000)::text::xid8
    where id in (select id from audit_log where tenant_id = $1 order by sequence desc limit 3)`,
    [tenant],
  )
  await chain.superuser(`update audit_era set cluster = 'another'`, [])
  assert.deepEqual(await chain.owner('select kontor.begin_audit_era() as begun', []), [{ begun: true }])
  assert.deepEqual(await chain.owner('select kontor.begin_audit_era() as begun', []), [{ begun: false }])
  await writeEntries(chain.owner, tenant, [2])
  assert.equal(await chain.seal(), 5)
  await writeEntries(chain.owner, tenant, [2])
  assert.equal(await chain.seal(), 2)
  const eras = await chain.owner(
    'select era, sum(row_count)::integer as rows from audit_seal where tenant_id = $1 group by 1 order by 1',
    [tenant],
  )
  assert.deepEqual(eras.at(-1), { era: 2, rows: 4 })
  const report = await chain.verify(tenant)
  assert.equal(report.first, null)
  assert.equal(report.unsealed, 0)
})

test('the application can neither seal nor sign, and nobody changes a seal', async () => {
  const app = new pg.Client({ connectionString: chain.ownerUrl, options: '-c role=kontor_app' })
  await app.connect()
  for (const text of [
    `select kontor.seal_audit('${tenant}', 1)`,
    'select kontor.begin_audit_era()',
    `select * from kontor.audit_chain_rows('${tenant}', 1)`,
    'insert into audit_checkpoint default values',
    'insert into audit_seal default values',
    'insert into audit_signing_key default values',
    'delete from audit_seal',
  ]) {
    await assert.rejects(app.query(text), /permission denied/, text)
  }
  await app.end()
  for (const table of ['audit_seal', 'audit_checkpoint', 'audit_signing_key', 'audit_era']) {
    await assert.rejects(chain.owner(`delete from ${table}`, []), /append-only/, table)
  }
})

test('entries that wait too long for their seal are an error in the log and, once, an entry', async () => {
  const errors: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) })
  const late = await chain.addTenant()
  await writeEntries(chain.owner, late, [1])
  await alarmIfLate(chain.owner, log)
  assert.equal(errors.length, 0)
  for (let time = 0; time < 2; time++) await alarmIfLate(chain.owner, log, -1)
  assert.ok(errors.filter((line) => line.includes(late)).length === 2)
  const entries = await chain.owner<{ record_label: string }>(
    `select record_label from audit_log where tenant_id = $1 and action = 'AUDIT_SEAL_LATE'`,
    [late],
  )
  assert.equal(entries.length, 1)
  assert.match(entries[0]?.record_label ?? '', /^not sealed since 20/)
})
