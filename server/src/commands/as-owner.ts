/** Statements as the owner on a command's connection. */
import type pg from 'pg'
import type { AsOwner } from '#server/platform/jobs.ts'

export function asOwnerOf(client: pg.Client): AsOwner {
  return async (text, values) => (await client.query(text, [...values])).rows as never
}
