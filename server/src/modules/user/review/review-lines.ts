/** What a campaign reviews: memberships and assignments as they stand, with the duty rules they break. */
import type { Context } from '#server/kit/context.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { conflictsIn } from '#server/modules/user/duties/duty-conflicts.ts'
import { readDutyWorld } from '#server/modules/user/duties/duty-world.ts'

export interface ReviewScope {
  readonly id: string
  readonly organizationId: string | null
  readonly values: Readonly<Record<string, unknown>>
}

export interface FoundLine {
  readonly id: string
  readonly organization_id: string
  readonly user_id: string
  readonly role_id: string
  readonly kind: string
  readonly grant: string
  readonly ends_at: string | null
  readonly reason: string
  readonly conflicts: readonly string[]
  readonly is_sensitive: boolean
}

const text = `with recursive sensitive (id) as (
    select id from role where is_sensitive or permissions ? '*'
    union
    select i.role_id from sensitive s join role_inherits i on i.inherits_id = s.id
  ), given as (
    select m.id as "grant", 'membership' as kind, m.organization_id, m.user_id, m.role_id,
      null::timestamptz as ends_at, '' as reason
    from organization_membership m where m.tenant_id = $1 and m.is_active and $5 <> 'assignments'
    union all
    select a.id, a.kind, a.organization_id, a.user_id, a.role_id, a.ends_at, a.reason
    from role_assignment a where a.tenant_id = $1 and a.status = 'approved' and $5 <> 'memberships'
      and (a.ends_at is null or a.ends_at > $6::timestamptz)
  )
  select g.*, g.role_id in (select id from sensitive) as is_sensitive
  from given g
  join organization o on o.tenant_id = $1 and o.id = g.organization_id
  join user_account u on u.tenant_id = $1 and u.id = g.user_id and u.status <> 'inactive'
  where (o.id = $2 or $2 = any (o.ancestor_ids)) and ($3::uuid is null or g.role_id = $3)
    and ($4::uuid is null or g.user_id = $4)
  order by u.username_lower, g."grant"`

export async function findLines({ organizationId, values }: ReviewScope, ctx: Context): Promise<FoundLine[]> {
  const { role, user, covers } = values
  const world = await readDutyWorld('all', ctx)
  const broken = new Map<string, Set<string>>()
  for (const { rule, one, other } of conflictsIn(world)) {
    for (const { grant } of [...one, ...other]) {
      broken.set(grant.id, (broken.get(grant.id) ?? new Set()).add(rule.code))
    }
  }
  const given = [ctx.tenantId, organizationId, role ?? null, user ?? null, covers, ctx.now.toISOString()]
  const rows = await ctx.rows<Omit<FoundLine, 'id' | 'conflicts'>>(text, given)
  const lines = rows.map((row) => ({
    ...row,
    id: newId(),
    conflicts: [...(broken.get(row.grant) ?? [])].toSorted(),
  }))
  if (values.only_critical !== true) return lines
  return lines.filter((line) => line.is_sensitive || line.kind === 'elevation' || line.conflicts.length > 0)
}

export async function keepLines(review: string, lines: readonly FoundLine[], ctx: Context): Promise<void> {
  await ctx.rows(
    `insert into access_review_line (id, tenant_id, organization_id, review_id, user_id, role_id, kind, basis,
      ends_at, reason, conflicts, created_at, updated_at, created_by, updated_by)
    select r.id, $2, r.organization_id, $3, r.user_id, r.role_id, r.kind, r."grant", r.ends_at, r.reason,
      r.conflicts, $4, $4, $5, $5
    from jsonb_to_recordset($1::jsonb) as r (id uuid, organization_id uuid, user_id uuid, role_id uuid, kind text,
      "grant" uuid, ends_at timestamptz, reason text, conflicts jsonb)`,
    [JSON.stringify(lines), ctx.tenantId, review, ctx.now.toISOString(), ctx.identity.userId],
  )
}
