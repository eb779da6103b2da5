/** Looks every minute for what nobody may overlook, writes it into the trail and to those who watch (SEM-03). */
import type { Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { OrganizationNode } from '#server/kit/identity.ts'
import type { Pool } from '#server/platform/database.ts'
import type { AsOwner } from '#server/platform/jobs.ts'
import type { AlertSettings } from '#server/platform/identity-configuration.ts'
import { queueMail } from '#server/platform/mail.ts'
import { clockIn, organizationsText } from '#server/modules/user/access/end-due-assignments.ts'
import { type Alert, findAlerts } from './alerts.ts'
import { alertLetter, reportLetter } from './letters.ts'
import { readLogins } from './logins.ts'
import { weekBefore } from './report.ts'
import { watchers } from './watchers.ts'

export interface Watch {
  readonly pool: Pool
  readonly now: () => Date
  readonly asOwner: AsOwner
  readonly signal: AbortSignal
  readonly thresholds: AlertSettings
}

const tenantsText = 'select kontor.list_tenants() as id'

async function inEachTenant(
  { pool, now, asOwner, signal }: Omit<Watch, 'thresholds'>,
  work: (ctx: Context) => Promise<void>,
): Promise<void> {
  for (const { id } of await asOwner<{ id: string }>(tenantsText, [])) {
    if (signal.aborted) return
    const caller = clockIn(id, await asOwner<OrganizationNode>(organizationsText, [id]))
    await inContext(pool, caller, now(), work)
  }
}

export function watchSecurity(watch: Watch): Promise<void> {
  return inEachTenant(watch, async (ctx) => {
    const alerts = await findAlerts(watch.thresholds, ctx)
    if (alerts.length === 0) return
    await Promise.all(writeAudit(alerts.map(entryOf), ctx))
    for (const { userId, to, language } of await watchers(ctx)) {
      await queueMail(ctx.rows, { userId, to, ...alertLetter(alerts, language) })
    }
  })
}

function entryOf({ kind, subject, about, facts }: Alert) {
  const [record, recordId] = about ?? [null, null]
  const context = { kind, facts }
  const label = subject.slice(0, 255)
  return { action: 'SECURITY_ALERT', record, recordId, label, organizationId: null, changes: null, context }
}

/** Once a week; a tenant in which nobody signed in or tried to gets none. */
export function reportSecurity(watch: Omit<Watch, 'thresholds'>): Promise<void> {
  return inEachTenant(watch, async (ctx) => {
    const period = weekBefore(ctx.now)
    const logins = await readLogins(period, 'day', ctx)
    if (logins.succeeded + logins.failed === 0) return
    for (const { userId, to, language } of await watchers(ctx)) {
      await queueMail(ctx.rows, { userId, to, ...reportLetter(period, logins, language) })
    }
  })
}
