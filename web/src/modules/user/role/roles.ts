/** All roles of the tenant, as the pages about them need them. */
import { connection, readAll } from '#web/kit/client/connection.ts'
import { translated } from '#web/kit/record/fields.ts'
import type { RoleFacts } from './rights.ts'

/** In the reader's language where the role has it. */
export function nameOfRole(row: Readonly<Record<string, unknown>>): string {
  return translated(row.title, connection.language) || String(row.name ?? '')
}

export async function readRoles(): Promise<RoleFacts[]> {
  const { rows } = await readAll<RoleFacts>('roles/', { query: { ordering: 'name' } })
  return rows.map((row) => ({ ...row, name: nameOfRole({ ...row }) }))
}
