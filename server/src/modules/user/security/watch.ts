/** Looks every minute for what nobody may overlook, writes it into the trail and to those who watch (SEM-03). */
import { writeAudit } from '#server/kit/audit.ts'
import { type Clock, inEachTenant, tenantsOf } from '#server/kit/by-clock.ts'
import type { AlertSettings } from '#server/platform/identity-configuration.ts'
import { queueMail } from '#server/platform/mail.ts'
import { type Alert, findAlerts } from './alerts.ts'
import { alertLetter, reportLetter } from './letters.ts'
import { readLogins } from './logins.ts'
import { weekBefore } from './report.ts'
import { watchers } from './watchers.ts'

export interface Watch extends Clock {
  readonly thresholds: AlertSettings
}

export async function watchSecurity(watch: Watch): Promise<void> {
  await inEachTenant(watch, await tenantsOf(watch.asOwner), async (ctx) => {
    const alerts = await findAlerts(watch.thresholds, ctx)
    if (alerts.length === 0) return
    writeAudit(alerts.map(entryOf), ctx)
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
export async function reportSecurity(clock: Clock): Promise<void> {
  await inEachTenant(clock, await tenantsOf(clock.asOwner), async (ctx) => {
    const period = weekBefore(ctx.now)
    const logins = await readLogins(period, 'day', ctx)
    if (logins.succeeded + logins.failed === 0) return
    for (const { userId, to, language } of await watchers(ctx)) {
      await queueMail(ctx.rows, { userId, to, ...reportLetter(period, logins, language) })
    }
  })
}
