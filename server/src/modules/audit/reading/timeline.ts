/** The life of one record: every entry about it, oldest first. */
import type { Route } from '#server/kit/http/route.ts'
import { readEntries, recordAndId } from './record-entries.ts'

export const timelineRoute: Route = {
  method: 'GET',
  path: '/api/v1/audit/timeline/',
  permission: 'audit.view_auditlog',
  summary: 'Lists every entry about one record (`record`, `id`), oldest first.',
  async run(ctx, call) {
    const { record, id } = recordAndId(call)
    const results = await readEntries(record, id, ctx)
    const body = {
      record,
      id,
      count: results.length,
      count_is_exact: true,
      next: null,
      previous: null,
      results,
    }
    return { status: 200, body }
  },
}
