/** What an assignment gives and takes, as the trail tells it beside the general entry (AUD-27, TMP-05). */
import { roleAssignment } from '#contract/user/role-assignment.ts'
import type { AuditEntry } from '#server/kit/audit.ts'
import type { Draft } from '#server/kit/served.ts'

const named = ['user', 'role', 'kind', 'includes_descendants', 'starts_at', 'ends_at', 'approved_by']

/** An elevation that begins later is told when it begins (end-due-assignments.ts). */
export function rightsChanged({ id, values, before, organizationId }: Draft, now: Date): AuditEntry[] {
  const [was, is] = [before?.status === 'approved', values.status === 'approved']
  if (was === is) return []
  const side = was ? 'old' : 'new'
  const change = (value: unknown) => ({ old: null, new: null, [side]: value ?? null })
  const changes = Object.fromEntries(named.map((name) => [name, change(values[name])]))
  const entry = (what: string) => elevationOr(what, id, organizationId, changes)
  const first = entry(
    was ? (isDue(values.ends_at, now) ? 'PERMISSION_EXPIRED' : 'PERMISSION_REVOKE') : 'PERMISSION_ASSIGN',
  )
  if (values.kind !== 'elevation') return [first]
  if (was) return isDue(values.starts_at, now) ? [first, entry('ELEVATION_ENDED')] : [first]
  return isDue(values.starts_at, now) ? [first, entry('ELEVATION_STARTED')] : [first]
}

const elevationOr = (
  action: string,
  recordId: string,
  organizationId: string | null,
  changes: NonNullable<AuditEntry['changes']>,
): AuditEntry => ({ action, record: roleAssignment.name, recordId, label: '', organizationId, changes })

const isDue = (instant: unknown, now: Date) =>
  Boolean(instant) && Date.parse(String(instant)) <= now.getTime()
