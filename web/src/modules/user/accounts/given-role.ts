/** A first role as an invitation or an approval gives it. */
import { api } from '#web/kit/client/connection.ts'
import type { RowData } from '#web/kit/record/fields.ts'
import { nameOfRole } from '#web/modules/user/role/roles.ts'

export interface GivenRole {
  readonly role: string | null
  readonly role_name: string
  readonly organization: string
  readonly includes_descendants: boolean
}

export const noRole = (organization: string): GivenRole => ({
  role: null,
  role_name: '',
  organization,
  includes_descendants: true,
})

/** The roles of a template, with their names, for whoever looks before he sends. */
export async function rolesOfTemplate(template: RowData, here: string): Promise<GivenRole[]> {
  const ids = Array.isArray(template.roles) ? template.roles.map(String) : []
  const rows = await Promise.all(ids.map((id) => api.get<RowData>(`roles/${id}/`)))
  return rows.map((row) => ({
    role: row.id,
    role_name: nameOfRole(row),
    organization: String(template.role_organization ?? here),
    includes_descendants: template.includes_descendants !== false,
  }))
}

/** As the server takes it. */
export const sentRole = ({ role_name: _name, ...given }: GivenRole) => given
