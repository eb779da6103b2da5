/** At each start, before anything is written: tells a restored database from the one it was (DOMAIN 23). */
import { Connection } from '#server/platform/connections.ts'

export async function beginAuditEra(ownerUrl: string): Promise<void> {
  const client = new Connection({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select kontor.begin_audit_era()')
  } finally {
    await client.end()
  }
}
