/** What a request asks for, and the role that would give the least beyond it. */
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { allRecords } from '#server/kit/registry.ts'
import type { Draft } from '#server/kit/served.ts'
import { grantingRoles } from '#server/modules/user/access/granting-roles.ts'

export interface Wish {
  readonly requester: string
  readonly organizationId: string
  readonly includesDescendants: boolean
  readonly permission: string | null
  readonly role: string | null
  /** Only this row, where it is said. */
  readonly row: { readonly record: string; readonly id: string } | null
}

export function wishOf({ values, organizationId }: Pick<Draft, 'values' | 'organizationId'>): Wish {
  const said = (value: unknown) => (value ? String(value) : null)
  const [record, id] = [said(values.record), said(values.row_id)]
  return {
    requester: String(values.requester),
    organizationId: String(organizationId),
    includesDescendants: values.includes_descendants === true,
    permission: said(values.permission),
    role: said(values.role),
    row: record === null || id === null ? null : { record, id },
  }
}

/** The verb that a right on the row gives; null for what only a role gives, such as a move. */
export function rowVerb({ row, permission }: Wish): 'view' | 'change' | 'delete' | null {
  const record = row === null ? null : recordCalled(row.record)
  if (record === null) return null
  return rowVerbs.find((verb) => permissionOf(record, verb) === permission) ?? null
}

const rowVerbs = ['view', 'change', 'delete'] as const

/** Null for a record whose rows are not given one by one. */
export function recordCalled(name: string): Resource | null {
  const found = allRecords().find(({ record }) => record.name === name)?.record
  return found === undefined || found.partOf !== undefined || found.scope === 'global' ? null : found
}

/** Null where none gives it, or only such as may do everything: then the approver says which. */
export async function narrowestRole(permission: string, ctx: Context): Promise<string | null> {
  const roles = await grantingRoles(permission, ctx)
  const sensitive = await ctx.rows<{ id: string }>(
    `select id from role where id = any($1::uuid[]) and (is_sensitive or permissions ? '*')`,
    [roles.map(({ id }) => id)],
  )
  const passed = new Set(sensitive.map(({ id }) => id))
  return roles.find(({ id }) => !passed.has(id))?.id ?? null
}
