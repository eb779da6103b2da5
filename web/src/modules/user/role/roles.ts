/** All roles of the tenant, as the pages about them need them. */
import type { Page } from '#web/kit/client/api.ts'
import { api, connection } from '#web/kit/client/connection.ts'
import { translated } from '#web/kit/record/fields.ts'
import type { RoleFacts } from './rights.ts'

/** In the reader's language where the role has it. */
export function nameOfRole(row: Readonly<Record<string, unknown>>): string {
  return translated(row.title, connection.language) || String(row.name ?? '')
}

export async function readRoles(): Promise<RoleFacts[]> {
  const roles: RoleFacts[] = []
  for (let page = 1; ; page++) {
    const query = { page, page_size: 100, ordering: 'name' }
    const { results, next } = await api.get<Page<RoleFacts>>('roles/', { query })
    roles.push(...results.map((row) => ({ ...row, name: nameOfRole({ ...row }) })))
    if (next === null) return roles
  }
}
