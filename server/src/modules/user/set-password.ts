/** Gives a user a new password: by himself, who knows the old one, or by an administrator. */
import { isObject } from '#contract/kit/field/value.ts'
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Caller, Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import type { Server } from '#server/kit/http/route.ts'
import { mustHave } from '#server/kit/rights.ts'
import type { Access } from './access-cache.ts'
import { makeTemporary } from './account/temporary-password.ts'
import { derivePassword } from './account/derive-password.ts'
import { queueMail } from '#server/platform/mail.ts'
import { mailText } from './factor/mail-texts.ts'
import { mustBeGoodPassword } from './password-rules.ts'
import type { Passwords } from './password.ts'
import { mustHoldWhatTheyHold } from './held-permissions.ts'
import { mustBeConfirmed } from './session/confirmed.ts'

export interface NewPassword {
  readonly userId: string
  readonly username: string
  readonly displayName: string
  readonly password: string
  /** Where it stands in the body, for the fault. */
  readonly pointer: string
  /** Null where an administrator sets it. */
  readonly oldPassword: string | null
  /** The session or family of tokens that goes on; all others end. */
  readonly keep: string | null
  /** It serves once, within a day, for choosing an own one. */
  readonly isTemporary: boolean
}

export async function changeOwnPassword(
  server: Server,
  passwords: Passwords,
  caller: Caller,
  { identity, id }: Access,
  body: unknown,
): Promise<void> {
  const { old_password: oldPassword, new_password: password } = textsOf(body, [
    'old_password',
    'new_password',
  ])
  await setPassword(server, passwords, caller, {
    userId: identity.userId,
    username: identity.userName,
    displayName: identity.displayName,
    password: password ?? '',
    pointer: '/new_password',
    oldPassword: oldPassword ?? '',
    keep: id,
    isTemporary: false,
  })
}

export async function setUserPassword(
  server: Server,
  passwords: Passwords,
  caller: Caller,
  userId: string,
  body: unknown,
): Promise<void> {
  const { password } = textsOf(body, ['password'])
  const user = await inContext(server.pool, caller, server.now(), (ctx) => userToChange(userId, ctx), 'read')
  await setPassword(server, passwords, caller, {
    userId,
    username: user.username,
    displayName: user.display_name,
    password: password ?? '',
    pointer: '/password',
    oldPassword: null,
    keep: null,
    isTemporary: isObject(body) && body.is_temporary === true,
  })
}

interface User {
  readonly username: string
  readonly display_name: string
}

async function userToChange(userId: string, ctx: Context): Promise<User> {
  mustHave(ctx.identity, 'user.change_useraccount')
  // Or whoever takes over an administrator's session would need no old password.
  if (userId === ctx.identity.userId) await mustBeConfirmed(ctx.identity, ctx.rows, ctx.now)
  const text = 'select username, display_name from user_account where tenant_id = $1 and id = $2'
  const [user] = await ctx.rows<User>(text, [ctx.tenantId, userId])
  if (user === undefined) throw new Refusal('kit.not_found')
  await mustHoldWhatTheyHold([userId], ctx)
  return user
}

/** The slow part stands between two transactions, so that none is held open by it. */
async function setPassword(
  server: Server,
  passwords: Passwords,
  caller: Caller,
  wanted: NewPassword,
): Promise<void> {
  const { password, oldPassword } = wanted
  mustBeGoodPassword(password, [wanted.username, wanted.displayName], wanted.pointer)
  const salts = await inContext(
    server.pool,
    caller,
    server.now(),
    (ctx) =>
      ctx.rows<{ salt: string }>('select salt from kontor.password_salts($1) as salt', [wanted.userId]),
    'read',
  )
  const { hash, proofs } = await derivePassword(passwords, password, salts)
  const [current] = salts
  const oldProofs =
    oldPassword === null ? null : current ? [await passwords.prove(oldPassword, current.salt)] : []
  const outcome = await inContext(server.pool, caller, server.now(), async (ctx) => {
    const text = 'select kontor.set_password($1, $2, $3, $4, $5, $6) as outcome'
    const values = [wanted.userId, hash, proofs, oldProofs, wanted.keep, ctx.now.toISOString()]
    const [row] = await ctx.rows<{ outcome: string }>(text, values)
    if (row?.outcome === 'set') {
      if (wanted.isTemporary) await makeTemporary(wanted.userId, ctx)
      else await tellChanged(wanted, ctx)
      writeAudit([entryOf(wanted)], ctx)
    }
    return row?.outcome
  })
  if (outcome === 'set') return
  // Refused after the commit, which keeps count of wrong guesses.
  if (outcome === 'locked') refuse('user.locked')
  if (outcome === 'unknown') throw new Refusal('kit.not_found')
  const code = outcome === 'reused' ? 'user.password_reused' : 'user.password_wrong'
  const pointer = outcome === 'reused' ? wanted.pointer : '/old_password'
  throw invalid(pointer, code)
}

/** Whoever's password it is hears of it, in case it was not he who changed it. */
async function tellChanged({ userId, username }: NewPassword, { rows, tenantId }: Context): Promise<void> {
  const text = 'select email, language from user_account where tenant_id = $1 and id = $2'
  const [user] = await rows<{ email: string | null; language: string }>(text, [tenantId, userId])
  if (!user?.email) return
  await queueMail(rows, {
    userId,
    to: user.email,
    ...mailText('password_changed', user.language, { username }),
  })
}

function entryOf({ userId, username }: NewPassword) {
  return {
    action: 'PASSWORD_CHANGE',
    record: 'user.user_account',
    recordId: userId,
    label: username,
    organizationId: null,
    changes: { password: { old: '***', new: '***' } },
  }
}

function textsOf(body: unknown, names: readonly string[]): Record<string, string> {
  const given = isObject(body) ? body : {}
  const faults: Fault[] = []
  const texts: Record<string, string> = {}
  for (const name of names) {
    const value = given[name]
    if (typeof value === 'string' && value !== '' && value.length <= 1000) texts[name] = value
    else faults.push({ pointer: `/${name}`, code: 'kit.required' })
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  return texts
}
