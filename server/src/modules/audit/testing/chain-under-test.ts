/** A database with a chain in it, what seals and verifies it, and a superuser who may do anything to it. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { createSealer, type Sealer } from '#server/modules/audit/chain/seal.ts'
import { type Query, readPackage } from '#server/modules/audit/chain/read-package.ts'
import type { Report } from '#server/modules/audit/verify/findings.ts'
import { verifyPackage } from '#server/modules/audit/verify/verify.ts'
import { createTestDatabase } from '#server/testing/database.ts'

export interface ChainUnderTest {
  readonly sealer: Sealer
  readonly folder: string
  readonly ownerUrl: string
  readonly owner: Query
  /** Past every trigger and policy. */
  readonly superuser: Query
  addTenant(): Promise<string>
  /** Once whatever else runs on the cluster lets it. */
  seal(): Promise<number>
  sealAtOnce(): Promise<number>
  /** With the keys and checkpoints of the folder, as the command does it. */
  verify(chain: string): Promise<Report>
  stop(): Promise<void>
}

export async function openChain(options: { checkpointSeconds?: number } = {}): Promise<ChainUnderTest> {
  const database = await createTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'kontor-audit-'))
  const owner = new pg.Client({ connectionString: database.url })
  const superuser = new pg.Client({ connectionString: database.superuserUrl })
  await Promise.all([owner.connect(), superuser.connect()])
  await superuser.query('set session_replication_role = replica') // no trigger fires
  const queryOf = (client: pg.Client): Query => {
    return async (text, values) => (await client.query(text, [...values])).rows as never
  }
  const query = queryOf(owner)
  const sealer = createSealer({
    secret: 'only for tests',
    dataFolder: folder,
    checkpointSeconds: 0,
    ...options,
  })
  return {
    sealer,
    folder,
    ownerUrl: database.url,
    owner: query,
    superuser: queryOf(superuser),
    async addTenant() {
      const id = randomUUID()
      await superuser.query(
        `insert into organization (id, tenant_id, name, code, organization_type_id, legal_entity_id, ancestor_ids)
        select $1, $1, $2, $2, id, $1, array[$1]::uuid[] from organization_type limit 1`,
        [id, id.slice(0, 8)],
      )
      return id
    },
    async seal() {
      await passHorizon(query)
      return sealer.seal(query)
    },
    sealAtOnce: () => sealer.seal(query),
    async verify(chain) {
      const lines = readPackage(query, { chain, withPersonal: true })
      const { files } = sealer
      return verifyPackage(lines, { keys: files.keys(), checkpoints: files.of(chain) })
    },
    async stop() {
      await Promise.all([owner.end(), superuser.end()])
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Transactions of other test files hold sealing back, too: waits until all that began before now have ended. */
export async function passHorizon(query: Query): Promise<void> {
  const [begun] = await query<{ mark: string }>('select pg_current_xact_id()::text as mark', [])
  const text = 'select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as passed'
  for (;;) {
    const [horizon] = await query<{ passed: boolean }>(text, [begun?.mark])
    if (horizon?.passed) return
    await pause(20)
  }
}

/** Entries of several transactions, each of several rows, as the application writes them. */
export async function writeEntries(query: Query, tenant: string | null, counts: readonly number[]) {
  for (const [number, count] of counts.entries()) {
    await query(
      `insert into audit_log (tenant_id, actor_name, action, record, record_id, record_label, changes, context)
      select $1, 'Zoë "Z" O’Neill', 'UPDATE', 'products.product', 'row ' || $2 || '.' || n, E'Größe\\n\\t' || n,
        jsonb_build_object('name', jsonb_build_object('old', 'a' || n, 'new', 1.50)), '{"b": 1, "a": [null]}'
      from generate_series(1, $3) n`,
      [tenant, number, count],
    )
  }
}
