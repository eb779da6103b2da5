/** Tells a user by mail when a role is given to him, waits, is refused, or ends (URA-04). */
import type { Reaction } from '#server/kit/events.ts'
import { queueMail } from '#server/platform/mail.ts'

interface Told {
  readonly user_id: string
  readonly email: string
  readonly language: string
  readonly status: string
  readonly role: string
  readonly organization: string
  readonly ends_at: string | null
  readonly reason: string
}

const text = `select u.id as user_id, u.email, u.language, a.status, o.name as organization, a.ends_at, a.reason,
  coalesce(r.title ->> u.language, r.name) as role
from role_assignment a
join user_account u on u.tenant_id = a.tenant_id and u.id = a.user_id and u.status = 'active'
join role r on r.id = a.role_id
join organization o on o.tenant_id = a.tenant_id and o.id = a.organization_id
where a.tenant_id = $1 and a.id = any($2::uuid[]) and u.email is not null and u.kind <> 'system'`

const sentences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    approved: 'You have the role {role} in {organization}.',
    requested: 'The role {role} in {organization} was asked for you and waits for approval.',
    rejected: 'The role {role} in {organization} was not approved for you.',
    ended: 'Your role {role} in {organization} has ended.',
    until: 'It ends on {end}.',
    reason: 'Reason: {reason}',
  },
  de: {
    approved: 'Sie haben die Rolle {role} in {organization}.',
    requested: 'Für Sie wurde die Rolle {role} in {organization} beantragt; sie wartet auf Freigabe.',
    rejected: 'Die Rolle {role} in {organization} wurde für Sie nicht freigegeben.',
    ended: 'Ihre Rolle {role} in {organization} ist beendet.',
    until: 'Sie endet am {end}.',
    reason: 'Grund: {reason}',
  },
}

export const notifyOfAssignments: Reaction = async (events, ctx) => {
  const ids = events.map(({ recordId }) => recordId)
  for (const told of await ctx.rows<Told>(text, [ctx.tenantId, ids])) {
    const words = sentences[told.language.slice(0, 2)] ?? sentences.en ?? {}
    const end = told.ends_at === null ? '' : `${told.ends_at.slice(0, 16).replace('T', ' ')} UTC`
    const values: Readonly<Record<string, string>> = { ...told, ends_at: '', end }
    const say = (name: string) =>
      (words[name] ?? '').replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '')
    const isLimited = told.status === 'approved' && end !== ''
    const lines = [say(told.status), ...(isLimited ? [say('until')] : []), say('reason')]
    await queueMail(ctx.rows, {
      userId: told.user_id,
      to: told.email,
      subject: say(told.status),
      text: `${lines.join('\n')}\n`,
    })
  }
}
