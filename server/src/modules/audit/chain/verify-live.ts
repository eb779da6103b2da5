/** Verifies the chains of a live database, in one snapshot, by the same verifier as an export. */
import type pg from 'pg'
import type { Report } from '#server/modules/audit/verify/findings.ts'
import { verifyPackage } from '#server/modules/audit/verify/verify.ts'
import type { CheckpointFiles } from './checkpoint-files.ts'
import { listChains, type Query, readPackage } from './read-package.ts'

export const queryOf =
  (client: pg.Client): Query =>
  async (text, values) =>
    (await client.query(text, [...values])).rows as never

/** Runs `work` in one read-only snapshot; reading holds no seal back. */
export async function inSnapshot<T>(client: pg.Client, work: (query: Query) => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only')
  try {
    return await work(queryOf(client))
  } finally {
    await client.query('commit')
  }
}

/** One chain after the other, or the one that is wanted. */
export async function verifyLive(
  client: pg.Client,
  files: CheckpointFiles,
  wanted: string | null,
  tell: (report: Report) => Promise<void> | void,
): Promise<void> {
  const keys = files.keys()
  const chains = wanted === null ? await listChains(queryOf(client)) : [wanted]
  for (const chain of chains) {
    const report = await inSnapshot(client, (query) =>
      verifyPackage(readPackage(query, { chain, withPersonal: true }), {
        keys,
        checkpoints: files.of(chain),
      }),
    )
    await tell(report)
  }
}
