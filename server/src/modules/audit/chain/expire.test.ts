/** Retention: whole expired segments go, by a signed statement; nothing else excuses missing rows. */
import assert from 'node:assert/strict'
import test, { after, before } from 'node:test'
import { pino } from 'pino'
import {
  type ChainUnderTest,
  openChain,
  writeEntries,
} from '#server/modules/audit/testing/chain-under-test.ts'
import { verifyPackage } from '#server/modules/audit/verify/verify.ts'
import { noteVerification } from './audit-tasks.ts'
import { expireAudit } from './expire.ts'
import { readPackage } from './read-package.ts'

let chain: ChainUnderTest
let tenant: string
const now = new Date('2040-06-01T00:00:00Z')

before(async () => {
  chain = await openChain()
  tenant = await chain.addTenant()
  // Batches of 4, 3, 5 and 2 rows, written in these years.
  for (const [count, year, record] of [
    [4, 2026, 'products.product'],
    [3, 2027, 'user.user_account'],
    [5, 2028, 'products.product'],
    [2, 2039, 'products.product'],
  ] as const) {
    await writeEntries(chain.owner, tenant, [count])
    await chain.superuser(
      `update audit_log set occurred_at = make_timestamptz($2, 6, 1, 0, 0, 0, 'UTC'), record = $3
      where id in (select id from audit_log where tenant_id = $1 order by sequence desc limit $4)`,
      [tenant, year, record, count],
    )
    await chain.seal()
  }
})
after(() => chain.stop())

const expire = (day: Date) => expireAudit(chain.owner, chain.sealer.key, day, chain.folder)
const kept = async () => {
  const [row] = await chain.owner<{ rows: number }>(
    `select count(*)::integer as rows from audit_log where tenant_id = $1 and action <> 'AUDIT_EXPIRED'`,
    [tenant],
  )
  return row?.rows
}

test('nothing goes before its time, and a type that is kept longer holds its segment', async () => {
  assert.equal(await expire(new Date('2036-05-31T00:00:00Z')), 0)
  await chain.owner(
    `insert into audit_retention (tenant_id, record, years) values ($1, 'user.user_account', 12)`,
    [tenant],
  )
  assert.equal(await expire(new Date('2039-05-31T00:00:00Z')), 4, 'the batch before the one that is held')
  assert.equal(await kept(), 10)
  const report = await chain.verify(tenant)
  assert.deepEqual([report.first, report.expired, report.unsealed], [null, 4, 1])
})

test('expired segments go whole, the rest verifies, an entry says what went', async () => {
  await chain.seal()
  assert.equal(await expire(now), 8)
  assert.equal(await kept(), 2)
  assert.equal(await expire(now), 0)
  await chain.seal()
  const report = await chain.verify(tenant)
  assert.deepEqual([report.first, report.expired, report.rows, report.position], [null, 12, 4, 16])
  const entries = await chain.owner<{ context: Record<string, unknown> }>(
    `select context from audit_log where tenant_id = $1 and action = 'AUDIT_EXPIRED' order by sequence`,
    [tenant],
  )
  assert.deepEqual(
    entries.map(({ context }) => [context.rows, context.position]),
    [
      [4, 4],
      [8, 12],
    ],
  )
})

const textsOf = (tenant: string) => [
  `delete from audit_log where id in (
    select id from audit_log where tenant_id = '${tenant}' order by sequence limit 1)`,
  // A genuine checkpoint passed off as a statement of retention.
  `insert into audit_dropped (tenant_id, number, era, last_transaction_id, last_sequence, position, row_count,
    hash, signed_at, key_id, signature, expired_before)
  select s.tenant_id, s.number, era, last_transaction_id, last_sequence, c.position, s.row_count, s.hash,
    c.signed_at, c.key_id, c.signature, now()
  from audit_seal s join audit_checkpoint c on c.tenant_id = s.tenant_id and c.number = s.number
  where s.tenant_id = '${tenant}' order by s.number limit 1;
  delete from audit_log where id in (
    select id from audit_log where tenant_id = '${tenant}' order by sequence limit 2);
  delete from audit_seal where tenant_id = '${tenant}' and number <= (select max(number) from audit_dropped)`,
  `update audit_dropped set position = position + 1, expired_before = now() where tenant_id = '${tenant}'`,
]

test('rows dropped by anybody else are missed, whatever is written down beside it', async () => {
  for (const text of textsOf(tenant)) {
    await chain.superuser('begin', [])
    await chain.superuser(text, [])
    const lines = readPackage(chain.superuser, { chain: tenant, withPersonal: true })
    const { files } = chain.sealer
    const { first } = await verifyPackage(lines, { keys: files.keys(), checkpoints: files.of(tenant) })
    await chain.superuser('rollback', [])
    assert.equal(first?.kind, 'dropped', `${text}: ${first?.text}`)
  }
  assert.equal((await chain.verify(tenant)).verdict, 'verified')
})

test('a broken chain is a verdict, an entry, an event and an error in the log', async () => {
  const errors: string[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) })
  await chain.superuser(textsOf(tenant)[0] ?? '', [])
  const report = await chain.verify(tenant)
  assert.equal(report.verdict, 'broken')
  await noteVerification(chain.owner, report, log)
  const [verdict] = await chain.owner<{ verdict: string; fault: { kind: string } }>(
    'select verdict, fault from audit_verification where tenant_id = $1 order by verified_at desc limit 1',
    [tenant],
  )
  assert.deepEqual([verdict?.verdict, verdict?.fault.kind], ['broken', 'dropped'])
  const [entry] = await chain.owner<{ record_id: string }>(
    `select record_id from audit_log where tenant_id = $1 and action = 'AUDIT_CHAIN_BROKEN'`,
    [tenant],
  )
  assert.equal(entry?.record_id, report.first?.id)
  const events = await chain.owner(`select 1 from outbox_event where event = 'audit.chain_broken'`, [])
  assert.equal(events.length, 1)
  assert.match(errors.join(''), /"alert":"audit_chain_broken"/)
})
