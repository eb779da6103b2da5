/** At each start: which secrets the server has read, and which of them are others than at the start before. */
import { Connection } from '#server/platform/connections.ts'
import type { WatchedSecrets } from '#server/platform/watched-secrets.ts'

/** The marks stand in the chain of nobody, where the next start finds them. */
const lastText = `select context -> 'marks' as marks from audit_log
  where tenant_id is null and record = 'secrets' and record_id is null and action = 'SECRET_READ'
  order by occurred_at desc limit 1`
const tellText = `insert into audit_log (tenant_id, actor_name, action, record, record_label, context)
  select id, 'Kontor', $1, 'secrets', left($2, 255), case when id is null then $3::jsonb end
  from (select id from organization where id = tenant_id union all select null) tenant (id)`

export async function tellSecrets(ownerUrl: string, secrets: WatchedSecrets): Promise<void> {
  const client = new Connection({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ marks: Readonly<Record<string, string>> }>(lastText)
    const [before = {}] = rows.map(({ marks }) => marks)
    const marks = secrets.marks()
    const changed = Object.keys(marks).filter((name) => before[name] && before[name] !== marks[name])
    const context = JSON.stringify({ marks: { ...before, ...marks } })
    await client.query(tellText, ['SECRET_READ', Object.keys(marks).join(', '), context])
    for (const name of changed) await client.query(tellText, ['SECRET_CHANGED', name, null])
    await client.query('commit')
  } finally {
    await client.end()
  }
}
