/** Tells by mail: those who decide that a request waits, and who asked what became of it (PRQ-04). */
import type { Context } from '#server/kit/context.ts'
import type { Reaction } from '#server/kit/events.ts'
import { permissionLabel } from '#server/modules/user/access/permission-label.ts'
import { queueMail } from '#server/platform/mail.ts'
import { nearestDeciders } from './choose-approver.ts'
import { wishOf } from './wish.ts'

interface Told {
  readonly id: string
  readonly organization_id: string
  readonly organization: string
  readonly requester_id: string
  readonly requester: string
  readonly approver_id: string | null
  readonly status: string
  readonly permission: string | null
  readonly role_id: string | null
  readonly role: string | null
  readonly german_role: string | null
  readonly record: string | null
  readonly row_id: string | null
  readonly includes_descendants: boolean
  readonly justification: string
  readonly decision: string
  readonly is_urgent: boolean
  readonly ends_at: string | null
}

const text = `select a.id, a.organization_id, o.name as organization, a.requester_id,
  u.display_name as requester, a.approver_id, a.status, a.permission, a.role_id, r.name as role,
  coalesce(r.title ->> 'de', r.name) as german_role, a.record, a.row_id, a.includes_descendants,
  a.justification, a.decision, a.is_urgent, a.ends_at
from access_request a
join organization o on o.tenant_id = a.tenant_id and o.id = a.organization_id
join user_account u on u.tenant_id = a.tenant_id and u.id = a.requester_id
left join role r on r.id = a.role_id
where a.tenant_id = $1 and a.id = any($2::uuid[])`

const sentences = {
  en: {
    requested: '{requester} asks for {what} in {organization}',
    approved: 'You were given {what} in {organization}',
    rejected: 'You were not given {what} in {organization}',
    withdrawn: '{requester} no longer asks for {what} in {organization}',
    urgent: 'Urgent: ',
    until: 'Until {end} UTC.',
    justification: 'Justification: {justification}',
    decision: 'Reason: {decision}',
  },
  de: {
    requested: '{requester} bittet um {what} in {organization}',
    approved: 'Sie haben {what} in {organization} erhalten',
    rejected: '{what} in {organization} wurde Ihnen nicht gewährt',
    withdrawn: '{requester} bittet nicht mehr um {what} in {organization}',
    urgent: 'Dringend: ',
    until: 'Bis {end} UTC.',
    justification: 'Begründung: {justification}',
    decision: 'Grund: {decision}',
  },
}

interface Reader {
  readonly id: string
  readonly email: string
  readonly language: string
}

export const notifyOfRequests: Reaction = async (events, ctx) => {
  const ids = events.map(({ recordId }) => recordId)
  for (const told of await ctx.rows<Told>(text, [ctx.tenantId, ids])) {
    for (const reader of await readersOf(told, ctx)) {
      const { subject, lines } = letterFor(told, reader.language === 'de' ? 'de' : 'en')
      const body = `${lines.join('\n')}\n`
      await queueMail(ctx.rows, { userId: reader.id, to: reader.email, subject, text: body })
    }
  }
}

const readersText = `select id, email, left(language, 2) as language from user_account
  where tenant_id = $1 and id = any($2::uuid[]) and status = 'active' and email is not null order by id`

async function readersOf(told: Told, ctx: Context): Promise<Reader[]> {
  const isForRequester = told.status === 'approved' || told.status === 'rejected'
  const ids = isForRequester ? [told.requester_id] : await decidersOf(told, ctx)
  return ctx.rows<Reader>(readersText, [ctx.tenantId, ids])
}

async function decidersOf(told: Told, ctx: Context): Promise<readonly string[]> {
  if (told.approver_id !== null) return [told.approver_id]
  const values = { ...told, requester: told.requester_id, role: told.role_id }
  const wish = wishOf({ values, organizationId: told.organization_id })
  return ctx.withWholeTenant(() => nearestDeciders(wish, ctx))
}

function letterFor(told: Told, language: 'en' | 'de') {
  const words = sentences[language]
  const role = language === 'de' ? told.german_role : told.role
  const permission = told.permission === null ? '' : permissionLabel(told.permission, language)
  const values: Readonly<Record<string, string>> = {
    what: `“${told.row_id === null && role !== null && permission === '' ? role : permission}”`,
    requester: told.requester,
    organization: told.organization,
    justification: told.justification,
    decision: told.decision,
    end: told.ends_at?.slice(0, 16).replace('T', ' ') ?? '',
  }
  const say = (sentence: string) => sentence.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '')
  const subject = say(words[told.status as 'requested'])
  const lines = [
    `${subject}.`,
    ...(told.ends_at === null ? [] : [say(words.until)]),
    ...(told.status === 'requested' ? [say(words.justification)] : []),
    ...(told.decision === '' ? [] : [say(words.decision)]),
  ]
  return {
    subject: told.is_urgent && told.status === 'requested' ? `${words.urgent}${subject}` : subject,
    lines,
  }
}
