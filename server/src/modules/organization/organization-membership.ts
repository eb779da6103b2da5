/** Who belongs where with which role: nobody gives more than he holds, and somebody stays administrator. */
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { organizationMembership } from '#contract/organization/organization-membership.ts'
import { type AuditEntry, type Change, writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'

type Row = Readonly<Record<string, unknown>>

/** Refuses where a change has left nobody who can administer the tenant. */
const keepAdministrator = 'select kontor.keep_administrator()'

export const organizationMemberships = serve(organizationMembership, {
  beforeSave: checkMemberships,
  afterSave: afterMemberships,
  beforeDelete: checkRemovals,
  afterDelete: afterRemovals,
  async suits(rows, ctx) {
    const kept = await Promise.all(rows.map((row) => isGivable(row, ctx)))
    const givable = new Set(rows.flatMap(({ id }, index) => (kept[index] ? [id] : [])))
    return (_verb, { id }) => givable.has(id)
  },
})

async function checkMemberships(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const draft of drafts) {
    const { id, before, values, organizationId } = draft
    if (before === null) await mustBeTheFirst(draft, ctx)
    else await mayGive?.({ id, row: before, organizationId, isNew: false }, ctx)
    await mayGive?.({ id, row: values, organizationId, isNew: givesMore(before, values) }, ctx)
  }
}

async function mustBeTheFirst({ organizationId, values }: Draft, ctx: Context): Promise<void> {
  const text = `select from organization_membership
    where tenant_id = $1 and organization_id = $2 and user_id = $3`
  const existing = await ctx.rows(text, [ctx.tenantId, organizationId, values.user])
  if (existing.length === 0) return
  throw invalid('', 'organization.membership_exists')
}

export interface GivenRole {
  /** Of the membership. */
  readonly id: string
  readonly row: Row
  readonly organizationId: string | null
  /** False where the membership gives it already. */
  readonly isNew: boolean
}

/**
 * Refuses a role that the caller may not give, or only another way. Also asked of what a membership gave
 * before: who may not give a right may not take it away, either.
 */
export type RoleCheck = (given: GivenRole, ctx: Context) => Promise<void>

let mayGive: RoleCheck | undefined

/** The module that knows roles says, once, who may give which. */
export function checkRolesBy(check: RoleCheck): void {
  mayGive = check
}

async function isGivable(row: Row, ctx: Context): Promise<boolean> {
  const { id, organization } = row
  try {
    await mayGive?.({ id: String(id), row, organizationId: organization as string, isNew: false }, ctx)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** Another role, a wider reach, or the same again after a pause. */
function givesMore(before: Row | null, values: Row): boolean {
  if (before === null || before.role !== values.role) return true
  const isWider = values.includes_descendants === true && before.includes_descendants !== true
  return values.is_active === true && (isWider || before.is_active !== true)
}

async function checkRemovals(rows: readonly Row[], ctx: Context): Promise<void> {
  for (const row of rows) {
    await mayGive?.(
      { id: String(row.id), row, organizationId: row.organization as string, isNew: false },
      ctx,
    )
  }
}

async function afterMemberships(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const entries = drafts.flatMap(({ id, organizationId, before, values }) => {
    const [old, fresh] = [before?.is_active === true ? before : null, values.is_active ? values : null]
    return rightsChanged(id, organizationId, old, fresh)
  })
  writeAudit(entries, ctx)
  if (drafts.some(({ before }) => before !== null)) await ctx.rows(keepAdministrator)
}

async function afterRemovals(rows: readonly Row[], ctx: Context): Promise<void> {
  const entries = rows.flatMap((row) =>
    rightsChanged(String(row.id), row.organization as string, row.is_active ? row : null, null),
  )
  writeAudit(entries, ctx)
  await ctx.rows(keepAdministrator)
}

/** What a change gives and takes, beside the general entry (AUD-27). */
function rightsChanged(
  id: string,
  organizationId: string | null,
  old: Row | null,
  fresh: Row | null,
): AuditEntry[] {
  if (old?.role === fresh?.role && old?.includes_descendants === fresh?.includes_descendants) return []
  const entry = (action: string, row: Row, side: 'old' | 'new'): AuditEntry => {
    const change = (value: unknown): Change => ({ old: null, new: null, [side]: value })
    return {
      action,
      record: organizationMembership.name,
      recordId: id,
      label: '',
      organizationId,
      changes: {
        user: change(row.user),
        role: change(row.role),
        includes_descendants: change(row.includes_descendants),
      },
    }
  }
  return [
    ...(old === null ? [] : [entry('PERMISSION_REVOKE', old, 'old')]),
    ...(fresh === null ? [] : [entry('PERMISSION_ASSIGN', fresh, 'new')]),
  ]
}
