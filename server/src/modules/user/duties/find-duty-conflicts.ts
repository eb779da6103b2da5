/** Once a day: finds who has come to join duties, writes it into the trail, and to those who watch (SOD-04). */
import { type Clock, inEachTenant, tenantsOf } from '#server/kit/by-clock.ts'
import type { Context } from '#server/kit/context.ts'
import { watchers } from '#server/modules/user/security/watchers.ts'
import { queueMail } from '#server/platform/mail.ts'
import { type Conflict, conflictsIn, isAdministrators } from './duty-conflicts.ts'
import { exceptionFor, readDutyWorld } from './duty-world.ts'
import { noteConflicts } from './keep-duties.ts'

/** Gives how many are new. */
export async function findDutyConflicts(clock: Clock): Promise<number> {
  let count = 0
  await inEachTenant(clock, await tenantsOf(clock.asOwner), async (ctx) => {
    count += await tellNew(ctx)
  })
  return count
}

/** What is excused, or an administrator's whom no rule binds, is no finding. */
async function tellNew(ctx: Context): Promise<number> {
  const world = await readDutyWorld('active', ctx)
  const open = conflictsIn(world).filter((conflict) => {
    const isBound = conflict.rule.binds_administrators || !isAdministrators(conflict)
    return isBound && exceptionFor(world, conflict) === undefined
  })
  const list = JSON.stringify(open.map(({ user, rule }) => ({ user_id: user, rule: rule.code })))
  await ctx.rows(
    `delete from duty_finding f where f.tenant_id = $1 and not exists (
      select from jsonb_to_recordset($2::jsonb) as o (user_id uuid, rule text)
      where o.user_id = f.user_id and o.rule = f.rule)`,
    [ctx.tenantId, list],
  )
  const fresh = await ctx.rows<{ user: string; rule: string }>(
    `insert into duty_finding (tenant_id, user_id, rule, since)
    select $1, o.user_id, o.rule, $3 from jsonb_to_recordset($2::jsonb) as o (user_id uuid, rule text)
    on conflict do nothing returning user_id as user, rule`,
    [ctx.tenantId, list, ctx.now.toISOString()],
  )
  const isFresh = ({ user, rule }: Conflict) =>
    fresh.some((row) => row.user === user && row.rule === rule.code)
  const found = open.filter(isFresh)
  if (found.length > 0) {
    noteConflicts(found, ctx)
    await tell(found, ctx)
  }
  return found.length
}

const words = {
  en: {
    subject: 'Duties that belong apart have come together: {count}',
    where: 'Each with its grants under /api/v1/duty-conflicts/, in Kontor on the security page.',
  },
  de: {
    subject: 'Aufgaben, die getrennt gehören, sind zusammengekommen: {count}',
    where: 'Jeweils mit den Zuweisungen unter /api/v1/duty-conflicts/, in Kontor auf der Sicherheitsseite.',
  },
} as const

const most = 50

async function tell(found: readonly Conflict[], ctx: Context): Promise<void> {
  const users = await ctx.rows<{ id: string; username: string }>(
    'select id, username from user_account where tenant_id = $1 and id = any ($2)',
    [ctx.tenantId, [...new Set(found.map(({ user }) => user))]],
  )
  const names = new Map(users.map(({ id, username }) => [id, username]))
  const lines = found.slice(0, most).map(({ user, rule }) => `- ${names.get(user) ?? ''}: ${rule.code}`)
  const rest = found.length > most ? ['- …'] : []
  for (const { userId, to, language } of await watchers(ctx)) {
    const { subject, where } = words[language.startsWith('de') ? 'de' : 'en']
    const text = `${[...lines, ...rest, '', where].join('\n')}\n`
    await queueMail(ctx.rows, { userId, to, subject: subject.replace('{count}', String(found.length)), text })
  }
}
