/** Roles of a tenant: known permissions only, no more than their maker holds, no circle of inheritance. */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { role } from '#contract/user/role.ts'
import { type AuditEntry, type Change, writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { mustHoldThemselves } from './held-permissions.ts'
import { isPermission } from './permission-codes.ts'

export const roles = serve(role, { beforeSave: checkRoles, afterSave: afterRoles })

async function checkRoles(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const faults: Fault[] = []
  for (const { values, sent } of drafts) {
    if (!sent.has('permissions')) continue
    const unknown = permissionsIn(values).filter((permission) => !isPermission(permission))
    if (unknown.length === 0) continue
    const parameters = { permission: unknown.join(', ') }
    faults.push({ pointer: '/permissions', code: 'user.permission_unknown', parameters })
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  for (const draft of drafts) await mustHoldAllOf(draft, ctx)
}

const permissionsIn = (values: Readonly<Record<string, unknown>> | null) =>
  (values?.permissions ?? []) as readonly string[]

/** What the role grants after the change and what it granted before: neither is for who lacks it. */
async function mustHoldAllOf({ id, values, before }: Draft, ctx: Context): Promise<void> {
  const inherited = (values.inherits ?? []) as readonly string[]
  const text = 'select permission from kontor.permissions_of_roles($1) as permission'
  const rows = await ctx.rows<{ permission: string }>(text, [
    before === null ? inherited : [id, ...inherited],
  ])
  mustHoldThemselves([...permissionsIn(values), ...rows.map(({ permission }) => permission)], ctx)
}

async function afterRoles(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const { id, sent } of drafts) if (sent.has('inherits')) await mustNotInheritItself(id, ctx)
  await Promise.all(writeAudit(drafts.flatMap(rightsChanged), ctx))
  if (drafts.some(({ before }) => before !== null)) await ctx.rows('select kontor.keep_administrator()')
}

async function mustNotInheritItself(id: string, ctx: Context): Promise<void> {
  const text = `with recursive above (id) as (
      select inherits_id from role_inherits where role_id = $1
      union
      select i.inherits_id from above a join role_inherits i on i.role_id = a.id)
    select from above where id = $1`
  const circle = await ctx.rows(text, [id])
  if (circle.length > 0)
    throw new Refusal('kit.invalid', {}, [{ pointer: '/inherits', code: 'user.role_circle' }])
}

/** What a change gives and takes, beside the general entry (AUD-27). */
function rightsChanged({ id, values, before }: Draft): AuditEntry[] {
  const given: Record<string, Change> = {}
  const taken: Record<string, Change> = {}
  for (const field of ['permissions', 'inherits']) {
    const [old, fresh] = [before, values].map((row) => (row?.[field] ?? []) as readonly string[])
    const more = fresh?.filter((each) => !old?.includes(each)) ?? []
    const less = old?.filter((each) => !fresh?.includes(each)) ?? []
    if (more.length > 0) given[field] = { old: null, new: more }
    if (less.length > 0) taken[field] = { old: less, new: null }
  }
  const entry = (action: string, changes: Record<string, Change>): AuditEntry[] =>
    Object.keys(changes).length === 0
      ? []
      : [
          {
            action,
            record: role.name,
            recordId: id,
            label: String(values.name),
            organizationId: null,
            changes,
          },
        ]
  return [...entry('PERMISSION_ASSIGN', given), ...entry('PERMISSION_REVOKE', taken)]
}
