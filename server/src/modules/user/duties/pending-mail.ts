/** Tells by mail: those who may confirm that an action waits for them, and who began it what became of it. */
import type { Context } from '#server/kit/context.ts'
import { may } from '#server/kit/rights.ts'
import { patternsFor } from '#server/modules/user/access/granting-roles.ts'
import { permissionLabel } from '#server/modules/user/access/permission-label.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'
import { queueMail } from '#server/platform/mail.ts'

const words = {
  en: {
    asked: '{who} has begun, and a second person must confirm: {what}',
    where:
      'In Kontor under Users, Requests and approvals: what exactly would be done, to confirm or to refuse.',
    until: 'It waits until {until} UTC.',
    confirmed: 'Confirmed and done: {what}',
    refused: 'Refused: {what}',
    by: 'Decided by {who}.',
    reason: 'Reason: {reason}',
  },
  de: {
    asked: '{who} hat begonnen, eine zweite Person muss bestätigen: {what}',
    where:
      'In Kontor unter Benutzer, Anträge und Freigaben: was genau geschähe, zum Bestätigen oder Ablehnen.',
    until: 'Es wartet bis {until} UTC.',
    confirmed: 'Bestätigt und ausgeführt: {what}',
    refused: 'Abgelehnt: {what}',
    by: 'Entschieden von {who}.',
    reason: 'Grund: {reason}',
  },
} as const

interface Reader {
  readonly id: string
  readonly email: string
  readonly language: 'en' | 'de'
}

interface Candidate extends Reader {
  readonly identity: StoredIdentity | null
}

/** Whoever has a role with the permission; whether it counts where the action is, his identity says. */
const candidatesText = `with recursive granting (id) as (
    select id from role
    where permissions ?| $2::text[] and (valid_until is null or valid_until > $3::timestamptz)
    union
    select i.role_id from granting g join role_inherits i on i.inherits_id = g.id
  ), held as (
    select user_id, role_id from organization_membership where tenant_id = $1 and is_active
    union
    select user_id, role_id from role_assignment where tenant_id = $1 and status = 'approved'
  ), people as (
    select distinct u.id, u.email, case when u.language like 'de%' then 'de' else 'en' end as language
    from held h join granting g on g.id = h.role_id
    join user_account u on u.tenant_id = $1 and u.id = h.user_id
    where u.status = 'active' and u.kind in ('internal', 'external') and u.email is not null and u.id <> $4
    order by u.id limit 50
  )
  select p.*, kontor.identity_of_colleague(p.id, $3::timestamptz) as identity from people p`

interface Asked {
  readonly permission: string
  readonly place: string | null
  readonly expires: string
}

export async function tellSecondPersons({ permission, place, expires }: Asked, ctx: Context): Promise<void> {
  const me = ctx.identity.userId
  const given = [ctx.tenantId, patternsFor(permission), ctx.now.toISOString(), me]
  const found = await ctx.withWholeTenant(() => ctx.rows<Candidate>(candidatesText, given))
  for (const { identity, ...reader } of found) {
    if (identity === null || !may(identityFrom(identity), permission, place)) continue
    const { asked, where, until } = words[reader.language]
    const what = permissionLabel(permission, reader.language)
    const lines = [where, until.replace('{until}', expires.slice(0, 16).replace('T', ' '))]
    await send(reader, asked.replace('{who}', ctx.identity.displayName).replace('{what}', what), lines, ctx)
  }
}

interface Decided {
  readonly permission: string
  readonly asked_by: string
}

const readerText = `select id, email, case when language like 'de%' then 'de' else 'en' end as language
  from user_account where tenant_id = $1 and id = $2 and status = 'active' and email is not null`

export async function tellWhoBegan(
  { permission, asked_by: askedBy }: Decided,
  outcome: 'confirmed' | 'refused',
  reason: string,
  ctx: Context,
): Promise<void> {
  const [reader] = await ctx.rows<Reader>(readerText, [ctx.tenantId, askedBy])
  if (reader === undefined) return
  const said = words[reader.language]
  const subject = said[outcome].replace('{what}', permissionLabel(permission, reader.language))
  const lines = [said.by.replace('{who}', ctx.identity.displayName)]
  if (reason !== '') lines.push(said.reason.replace('{reason}', reason))
  await send(reader, subject, lines, ctx)
}

async function send({ id, email }: Reader, subject: string, lines: readonly string[], ctx: Context) {
  await queueMail(ctx.rows, { userId: id, to: email, subject, text: `${lines.join('\n')}\n` })
}
