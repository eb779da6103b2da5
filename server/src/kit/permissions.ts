/** What each answered row tells the caller of his rights: moves, change, delete, ruled fields (ARCHITECTURE 6). */
import { permissionOf, type Resource, statusField } from '#contract/kit/resource.ts'
import { allowedMoves } from './action.ts'
import type { Context } from './context.ts'
import { fieldRule, may } from './identity.ts'
import type { Shown } from './query/read.ts'

/** Adds `_permissions` and removes hidden fields; rows of a standard are nobody's to change. */
export function withPermissions(record: Resource, rows: readonly Shown[], ctx: Context): Shown[] {
  const fixed = record.access?.includes('fixed') ?? false
  const ruled = ctx.identity.memberships.some((membership) => Object.keys(membership.fieldRules).length > 0)
  const field = statusField(record)
  return rows.map(({ _standard: isStandard, ...row }) => {
    const organizationId = (row.organization ?? null) as string | null
    const editable =
      record.editableWhile === undefined ||
      field === null ||
      record.editableWhile.includes(String(row[field]))
    const writable = !fixed && isStandard !== true && editable
    const permissions: Record<string, unknown> = {
      moves: allowedMoves(record, row, ctx),
      change: writable && may(ctx.identity, permissionOf(record, 'change'), organizationId),
      delete: writable && may(ctx.identity, permissionOf(record, 'delete'), organizationId),
    }
    const shown: Shown = { ...row }
    if (ruled) permissions.fields = ruleFields(record, shown, organizationId, ctx)
    shown._permissions = permissions
    return shown
  })
}

function ruleFields(record: Resource, row: Shown, organizationId: string | null, ctx: Context) {
  const rules: Record<string, string> = {}
  for (const name of Object.keys(record.fields)) {
    const rule = fieldRule(ctx.identity, `${record.name}.${name}`, organizationId)
    if (rule === null) continue
    rules[name] = rule
    if (rule === 'hidden') {
      delete row[name]
      delete row[`${name}_name`]
    }
  }
  return rules
}
