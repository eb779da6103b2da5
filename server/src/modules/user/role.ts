/** Roles of a tenant: known permissions only, no more than their maker holds, no circle of inheritance. */
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import { role } from '#contract/user/role.ts'
import { type AuditEntry, type Change, writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { allRecords } from '#server/kit/registry.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { passing } from './access/passing.ts'
import { mustKeepDutiesOfRole } from './duties/keep-duties.ts'
import { mustHoldSomewhere, rightsOfRoles } from './held-permissions.ts'
import { isPermission } from './permission-codes.ts'

export const roles = serve(role, {
  beforeSave: checkRoles,
  afterSave: afterRoles,
  async suits(rows, ctx) {
    const held = await passing(rows, async ({ id }) => mustHoldSomewhere(await rightsOfRoles([id], ctx), ctx))
    return (verb, { id }) => verb !== 'change' || held.has(id)
  },
  expressions: { is_system_role: 't.tenant_id is null' },
})

async function checkRoles(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const faults = drafts.flatMap((draft) => [...unknownPermissions(draft), ...unknownRules(draft)])
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  for (const draft of drafts) await mustHoldAllOf(draft, ctx)
  for (const draft of drafts) await mustKeepDutiesOfRole(draft, ctx)
}

const listOf = (values: Readonly<Record<string, unknown>> | null, field = 'permissions') =>
  (values?.[field] ?? []) as readonly string[]

function unknownPermissions({ values, sent }: Draft): Fault[] {
  if (!sent.has('permissions')) return []
  const unknown = listOf(values).filter((permission) => !isPermission(permission))
  if (unknown.length === 0) return []
  const parameters = { permission: unknown.join(', ') }
  return [{ pointer: '/permissions', code: 'user.permission_unknown', parameters }]
}

/** Rules are for records whose rows somebody makes: not for lines, nor for what belongs to all. */
function unknownRules({ values, sent }: Draft): Fault[] {
  if (!sent.has('row_rules')) return []
  const ruled = new Set(
    allRecords().flatMap(({ record }) =>
      record.partOf === undefined && record.scope !== 'global' ? [record.name as string] : [],
    ),
  )
  const unknown = Object.keys((values.row_rules ?? {}) as object).filter((name) => !ruled.has(name))
  if (unknown.length === 0) return []
  return [{ pointer: '/row_rules', code: 'user.rule_unknown', parameters: { record: unknown.join(', ') } }]
}

/** What the role grants after the change and what it granted before: neither is for who lacks it. */
async function mustHoldAllOf({ id, values, before }: Draft, ctx: Context): Promise<void> {
  const above = listOf(values, 'inherits')
  const [inherited, held] = await Promise.all([
    rightsOfRoles(above, ctx),
    before === null ? null : rightsOfRoles([id], ctx),
  ])
  const rowRules = { ...inherited.row_rules, ...(values.row_rules as object) }
  const permissions = [...listOf(values), ...inherited.permissions]
  mustHoldSomewhere({ ...inherited, permissions, row_rules: rowRules }, ctx)
  if (held !== null) mustHoldSomewhere(held, ctx)
}

async function afterRoles(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const { id, sent } of drafts) if (sent.has('inherits')) await mustNotInheritItself(id, ctx)
  writeAudit(drafts.flatMap(rightsChanged), ctx)
  if (drafts.some(({ before }) => before !== null)) await ctx.rows('select kontor.keep_administrator()')
}

async function mustNotInheritItself(id: string, ctx: Context): Promise<void> {
  const text = `with recursive above (id) as (
      select inherits_id from role_inherits where role_id = $1
      union
      select i.inherits_id from above a join role_inherits i on i.role_id = a.id)
    select from above where id = $1`
  const circle = await ctx.rows(text, [id])
  if (circle.length > 0) throw invalid('/inherits', 'user.role_circle')
}

/** What a change gives and takes, beside the general entry (AUD-27). */
function rightsChanged({ id, values, before }: Draft): AuditEntry[] {
  const given: Record<string, Change> = {}
  const taken: Record<string, Change> = {}
  for (const field of ['permissions', 'inherits']) {
    const [old, fresh] = [listOf(before, field), listOf(values, field)]
    const more = fresh.filter((each) => !old.includes(each))
    const less = old.filter((each) => !fresh.includes(each))
    if (more.length > 0) given[field] = { old: null, new: more }
    if (less.length > 0) taken[field] = { old: less, new: null }
  }
  const about = { record: role.name, recordId: id, label: String(values.name), organizationId: null }
  const entry = (action: string, changes: Record<string, Change>): AuditEntry[] =>
    Object.keys(changes).length === 0 ? [] : [{ action, ...about, changes }]
  return [...entry('PERMISSION_ASSIGN', given), ...entry('PERMISSION_REVOKE', taken)]
}
