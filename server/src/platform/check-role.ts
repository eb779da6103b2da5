/** Refuses to start where the role the server works as could get round row-level security (ARCHITECTURE 4). */
import type { Pool } from './database.ts'
import { StartFailure } from './start-failure.ts'

const text = `select current_user as name, r.rolsuper or r.rolbypassrls as is_exempt,
  exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and c.relowner = r.oid and n.nspname = 'public') as owns_tables
from pg_roles r where r.rolname = current_user`

interface Found {
  readonly name: string
  readonly is_exempt: boolean
  readonly owns_tables: boolean
}

export async function checkRole(pool: Pool): Promise<void> {
  const { rows } = await pool.query<Found>(text)
  const [role] = rows
  if (role === undefined) throw new StartFailure('database', 'The role that Kontor works as does not exist.')
  if (role.is_exempt) {
    throw new StartFailure(
      'database',
      `Role ${role.name} is exempt from row-level security; Kontor does not work as it.`,
    )
  }
  if (role.owns_tables) {
    throw new StartFailure(
      'database',
      `Role ${role.name} owns tables; KONTOR_APP_URL must name another role than DATABASE_URL.`,
    )
  }
}
