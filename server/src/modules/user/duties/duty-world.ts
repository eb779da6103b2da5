/** Reads what conflicts of duties are reckoned from: grants, roles, organizations, rules and exceptions. */
import type { Context } from '#server/kit/context.ts'
import type { DutyWorld, Grant, Place, RoleFacts, Rule } from './duty-facts.ts'
import { readRowRights } from './row-rights.ts'

export interface Exception {
  readonly id: string
  readonly user: string
  /** The code, so that it outlives a rule of one's own that takes a standard one's place. */
  readonly rule: string
  readonly reason: string
  readonly ends_at: string | null
}

export interface StoredWorld extends DutyWorld {
  readonly exceptions: readonly Exception[]
}

/** An assignment rests while the membership in its very organization is switched off (MEM-20). */
const grantsText = `select m.id, m.user_id as user, 'membership' as kind, m.role_id as role,
    m.organization_id as organization, m.includes_descendants, null::timestamptz as starts_at,
    null::timestamptz as ends_at
  from organization_membership m
  join user_account u on u.tenant_id = m.tenant_id and u.id = m.user_id and ($4::boolean or u.status = 'active')
  where m.tenant_id = $1 and m.is_active and ($2::uuid[] is null or m.user_id = any ($2))
  union all
  select a.id, a.user_id, a.kind, a.role_id, a.organization_id, a.includes_descendants, a.starts_at, a.ends_at
  from role_assignment a
  join user_account u on u.tenant_id = a.tenant_id and u.id = a.user_id and ($4::boolean or u.status = 'active')
  where a.tenant_id = $1 and a.status = 'approved' and (a.ends_at is null or a.ends_at > $3::timestamptz)
    and ($2::uuid[] is null or a.user_id = any ($2))
    and not exists (select from organization_membership m where m.tenant_id = a.tenant_id
      and m.user_id = a.user_id and m.organization_id = a.organization_id and not m.is_active)`

const rolesText = `select r.id, coalesce(r.title ->> $2, r.name) as name, r.permissions, r.valid_until,
    array(select i.inherits_id from role_inherits i where i.role_id = r.id) as inherits
  from role r where r.tenant_id = $1 or r.tenant_id is null`

const placesText = `select id, ancestor_ids as ancestors, status = 'active' as is_active
  from organization where tenant_id = $1`

/** A tenant's own rule stands in the place of the standard's with its code. */
const rulesText = `select * from (
    select distinct on (code_lower) id, code, coalesce(nullif(title ->> $2, ''), name) as name, one_side,
      other_side, response, binds_administrators, is_active
    from duty_rule where tenant_id = $1 or tenant_id is null
    order by code_lower, tenant_id nulls last) rules
  where is_active order by code`

const exceptionsText = `select e.id, e.user_id as user, r.code as rule, e.reason, e.ends_at
  from duty_exception e join duty_rule r on r.id = e.rule_id
  where e.tenant_id = $1 and e.status = 'approved' and (e.ends_at is null or e.ends_at > $3::timestamptz)
    and ($2::uuid[] is null or e.user_id = any ($2))`

export type Whose = readonly string[] | 'active' | 'all'

/** Of named users, of all who are active, or of all, who might become so again. */
export function readDutyWorld(whose: Whose, ctx: Context): Promise<StoredWorld> {
  const users = typeof whose === 'string' ? null : whose
  const now = ctx.now.toISOString()
  return ctx.withWholeTenant(async () => {
    const [grants, roles, places, rules, exceptions, rows] = await Promise.all([
      ctx.rows<Grant>(grantsText, [ctx.tenantId, users, now, whose !== 'active']),
      ctx.rows<RoleFacts>(rolesText, [ctx.tenantId, ctx.language]),
      ctx.rows<Place>(placesText, [ctx.tenantId]),
      ctx.rows<Rule>(rulesText, [ctx.tenantId, ctx.language]),
      ctx.rows<Exception>(exceptionsText, [ctx.tenantId, users, now]),
      readRowRights(users, ctx),
    ])
    return {
      grants,
      rows,
      roles: new Map(roles.map((role) => [role.id, role])),
      places,
      rules,
      exceptions,
      now: ctx.now,
    }
  })
}

export function exceptionFor(
  { exceptions }: StoredWorld,
  { user, rule }: { readonly user: string; readonly rule: Rule },
): Exception | undefined {
  return exceptions.find((each) => each.user === user && each.rule.toLowerCase() === rule.code.toLowerCase())
}
