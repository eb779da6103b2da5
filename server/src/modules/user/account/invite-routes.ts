/** New accounts made by an administrator: user, first roles, temporary password and letter at once (USR-03). */
import type { FastifyRequest } from 'fastify'
import { isObject, isUuid } from '#contract/kit/field/value.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { organizationMembership } from '#contract/organization/organization-membership.ts'
import { refuse } from '#contract/user/failures.ts'
import { roleAssignment } from '#contract/user/role-assignment.ts'
import { userAccount } from '#contract/user/user-account.ts'
import { type AuditEntry, writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { mustHave } from '#server/kit/rights.ts'
import { createRows } from '#server/kit/write/save.ts'
import { queueMail } from '#server/platform/mail.ts'
import { asCaller, type AuthRoute, keyOf, type Parts, textsOf } from '#server/modules/user/auth-route.ts'
import { mailText } from '#server/modules/user/factor/mail-texts.ts'
import { mustHoldWhatTheyHold, rightsOfRoles } from '#server/modules/user/held-permissions.ts'
import { mustBeGoodPassword } from '#server/modules/user/password-rules.ts'
import { type DerivedPassword, derivePassword } from './derive-password.ts'
import { type GivenRole, type Preset, presetOf } from './from-template.ts'
import { publicAddress } from './public-address.ts'
import { newTemporaryPassword, setTemporaryPassword } from './temporary-password.ts'

const path = '/api/v1/users/'

export const inviteRoutes: readonly AuthRoute[] = [
  {
    method: 'POST',
    path: `${path}invite/`,
    permission: 'user.add_useraccount',
    summary:
      'Makes a user with `roles: [{organization, role}]` or by a `template`, and writes a temporary password to him.',
    run: inviteNew,
  },
  {
    method: 'POST',
    path: `${path}:key/invite/`,
    permission: 'user.change_useraccount',
    summary: 'Gives a user a new temporary password, ends his sessions and writes it to him.',
    run: inviteAgain,
  },
]

const nothing: Preset = { values: {}, roles: [] }

/** Told to whoever made the account only where no letter can tell it. */
interface Invited {
  readonly id: string
  readonly username: string
  readonly status: string
  readonly sent_to: string | null
  readonly temporary_password?: string
}

interface Account {
  readonly id: string
  readonly username: string
  readonly display_name: string
  readonly email: string | null
  readonly language: string
  readonly status: string
}

async function inviteNew(parts: Parts, request: FastifyRequest): Promise<Invited> {
  const given = isObject(request.body) ? request.body : {}
  const { roles, password: chosen, template, ...values } = given
  const { username, display_name: name } = textsOf(values, ['username', 'display_name'])
  const password =
    chosen === undefined ? newTemporaryPassword([username, name]) : textsOf(given, ['password']).password
  mustBeGoodPassword(password, [username, name], '/password')
  const derived = await derivePassword(parts.authenticator.passwords, password, [])
  return asCaller(parts, request, async (ctx) => {
    mustHave(ctx.identity, 'user.add_useraccount')
    const preset = template === undefined ? nothing : await presetOf(template, ctx)
    const [draft] = await createRows(userAccount, [{ ...preset.values, ...values }], ctx)
    const id = draft?.id ?? ''
    for (const each of rolesIn(roles ?? preset.roles)) await giveRole(id, each, ctx)
    return welcome(parts, await accountOf(id, ctx), password, derived, ctx)
  })
}

async function inviteAgain(parts: Parts, request: FastifyRequest): Promise<Invited> {
  const key = keyOf(request)
  if (!isUuid(key)) throw new Refusal('kit.not_found')
  const { account, salts } = await asCaller(parts, request, async (ctx) => {
    mustHave(ctx.identity, 'user.change_useraccount')
    const found = await accountOf(key, ctx)
    await mustHoldWhatTheyHold([key], ctx)
    // Who sets his own password proves the old one; an administrator is no exception.
    if (key === ctx.identity.userId) refuse('user.reset_own')
    if (!['active', 'pending_activation'].includes(found.status)) {
      refuse('user.not_open', { status: found.status })
    }
    const text = 'select salt from kontor.password_salts($1) as salt'
    return { account: found, salts: await ctx.rows<{ salt: string }>(text, [key]) }
  })
  const password = newTemporaryPassword([account.username, account.display_name])
  const derived = await derivePassword(parts.authenticator.passwords, password, salts)
  return asCaller(parts, request, (ctx) => welcome(parts, account, password, derived, ctx))
}

async function accountOf(id: string, ctx: Context): Promise<Account> {
  const text = `select id, username, display_name, email, language, status from user_account
    where tenant_id = $1 and id = $2`
  const [account] = await ctx.rows<Account>(text, [ctx.tenantId, id])
  if (account === undefined) throw new Refusal('kit.not_found')
  return account
}

function rolesIn(given: unknown): readonly GivenRole[] {
  if (Array.isArray(given) && given.length <= 20 && given.every(isObject)) return given as never
  throw invalid('/roles', 'kit.wrong_format')
}

/** A role that another must approve is asked for; it grants nothing until then (URA-03). */
export async function giveRole(user: string, given: GivenRole, ctx: Context): Promise<void> {
  const { organization, role, includes_descendants: below = true } = given
  const values = { organization, user, role, includes_descendants: below }
  const rights = typeof role === 'string' && isUuid(role) ? await rightsOfRoles([role], ctx) : null
  if (rights?.is_sensitive) {
    await createRows(roleAssignment, [{ ...values, reason: 'New account' }], ctx)
  } else await createRows(organizationMembership, [values], ctx)
}

async function welcome(
  { server, authenticator }: Parts,
  { id, username, email, language, status }: Account,
  password: string,
  derived: DerivedPassword,
  ctx: Context,
): Promise<Invited> {
  const outcome = await setTemporaryPassword(id, derived, ctx)
  if (outcome !== 'set') throw new Refusal('kit.not_found')
  writeAudit([passwordEntry(id, username)], ctx)
  const made = { id, username, status, sent_to: email }
  if (email === null) return { ...made, temporary_password: password }
  const address = publicAddress(authenticator.settings, server.application)
  const letter = mailText('account_made', language, { username, password, address })
  await queueMail(ctx.rows, { userId: id, to: email, ...letter })
  return made
}

const passwordEntry = (id: string, username: string): AuditEntry => ({
  action: 'PASSWORD_CHANGE',
  record: userAccount.name,
  recordId: id,
  label: username,
  organizationId: null,
  changes: { password: { old: '***', new: '***' } },
  context: { temporary: true },
})
