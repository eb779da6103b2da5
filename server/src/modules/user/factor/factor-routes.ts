/** A user's own second factors: seen, set up, removed. Every change asks that he has just proven who he is. */
import type { FastifyRequest } from 'fastify'
import { isUuid } from '#contract/kit/field/value.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import type { Context } from '#server/kit/context.ts'
import { asCaller, type AuthRoute, keyOf, type Parts, textsOf } from '#server/modules/user/auth-route.ts'
import { mustStillHaveWayIn, waysIn } from '#server/modules/user/provider/way-in.ts'
import { mustBeConfirmed } from '#server/modules/user/session/confirmed.ts'
import { deviceName } from '#server/modules/user/session/device-name.ts'
import { mustHaveFactor, signInRules } from './admit.ts'
import { sendCode, takeCode } from './email-code.ts'
import { addressOf, noteOwn, writeToUser } from './parts.ts'
import { factorsOf } from './prove-factor.ts'
import { renewRecoveryCodes } from './recovery-codes.ts'
import { enrolTotp, takeTotp } from './totp.ts'

const path = '/api/v1/auth/factors/'
const own = { permission: 'signed-in' } as const
const guarded = { method: 'POST', permission: 'signed-in', isLimited: true } as const

export const factorRoutes: readonly AuthRoute[] = [
  { ...own, method: 'GET', path, summary: 'Shows your second factors and trusted devices.', run: show },
  ...totpRoutes(`${path}totp/`, `${path}totp/confirm/`),
  // The same where older texts look for it (AUT-16, AUT-17).
  ...totpRoutes('/api/v1/auth/2fa/totp/setup/', '/api/v1/auth/2fa/totp/verify/'),
  {
    ...guarded,
    path: `${path}email/`,
    summary: 'Sends a code to the address of your account, to prove it.',
    run: (parts, request) => confirmed(parts, request, (ctx) => startEmail(parts, ctx)),
  },
  {
    ...guarded,
    path: `${path}email/confirm/`,
    summary: 'Proves the address by the code; from then on codes by mail are a second factor.',
    run: (parts, request) => confirmed(parts, request, (ctx) => finishEmail(parts, request, ctx)),
  },
  {
    ...guarded,
    path: '/api/v1/auth/recovery-codes/',
    summary: 'Gives ten new recovery codes in the place of the earlier ones.',
    run: (parts, request) => confirmed(parts, request, (ctx) => renewCodes(parts, ctx)),
  },
  {
    ...own,
    method: 'DELETE',
    path: `${path}:key/`,
    summary: 'Removes one of your second factors.',
    run: (parts, request) =>
      confirmed(parts, request, (ctx) => removeFactor(parts, keyOf(request), 'user_factor', ctx)),
  },
  {
    ...own,
    method: 'DELETE',
    path: '/api/v1/auth/trusted-devices/:key/',
    summary: 'Trusts a device no longer.',
    run: (parts, request) => asCaller(parts, request, (ctx) => forgetDevice(keyOf(request), ctx)),
  },
]

function totpRoutes(begin: string, prove: string): readonly AuthRoute[] {
  return [
    {
      ...guarded,
      path: begin,
      summary: 'Begins to set up an authenticator app: its secret, address and picture.',
      run: (parts, request) => confirmed(parts, request, (ctx) => startTotp(parts, ctx)),
    },
    {
      ...guarded,
      path: prove,
      summary: 'Proves the app by a first code; the first factor brings recovery codes, shown once.',
      run: (parts, request) => confirmed(parts, request, (ctx) => finishTotp(parts, request, ctx)),
    },
  ]
}

export function confirmed<T>(
  parts: Parts,
  request: FastifyRequest,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  return asCaller(parts, request, async (ctx) => {
    await mustBeConfirmed(ctx.identity, ctx.rows, ctx.now)
    return work(ctx)
  })
}

interface StoredDevice {
  readonly device: string
}

function show({ server, authenticator }: Parts, request: FastifyRequest) {
  return asCaller({ server, authenticator }, request, async ({ identity, rows, now }) => {
    const mine = [identity.userId]
    const [factors, passkeys, devices, [codes], rules, ways] = await Promise.all([
      rows(
        `select id, kind, address, confirmed_at as created_at, last_used_at from user_factor
        where user_id = $1 and confirmed_at is not null order by confirmed_at, id`,
        mine,
      ),
      rows(
        `select id, name, is_backed_up, created_at, last_used_at from passkey
        where user_id = $1 order by created_at, id`,
        mine,
      ),
      rows<StoredDevice>(
        `select id, device, address, created_at, last_used_at, expires_at from trusted_device
        where user_id = $1 and expires_at > $2 order by created_at desc, id`,
        [identity.userId, now.toISOString()],
      ),
      rows<{ left: number }>(
        `select count(*)::integer as left from recovery_code where user_id = $1 and used_at is null`,
        mine,
      ),
      signInRules(identity, rows, now),
      waysIn({ identity, rows, now }),
    ])
    const isRequired = mustHaveFactor(authenticator.settings.demandsAdministratorFactor, identity, rules)
    return {
      policy: isRequired ? 'required' : rules.second_factor,
      factors,
      passkeys,
      has_password: ways.includes('password'),
      recovery_codes_left: codes?.left ?? 0,
      trusted_devices: devices.map((row) => ({ ...row, ...deviceName(row.device) })),
    }
  })
}

async function startTotp({ authenticator }: Parts, { identity, rows }: Context) {
  const { settings, factorKeys } = authenticator
  return (await enrolTotp(identity, settings.factorIssuer, factorKeys, rows)) ?? refuse('user.factor_exists')
}

const wrongCode = () => invalid('/code', 'user.code_wrong')

async function finishTotp({ authenticator: { factorKeys } }: Parts, request: FastifyRequest, ctx: Context) {
  const { identity, rows, now } = ctx
  const { code } = textsOf(request.body, ['code'])
  const before = await factorsOf(identity, rows)
  if (!(await takeTotp(identity.userId, code.trim(), 'unconfirmed', factorKeys, rows, now))) throw wrongCode()
  await told('FACTOR_ADDED', 'factor_added', 'totp', ctx)
  const codes = before.length > 0 ? null : await renewRecoveryCodes(identity, factorKeys, rows)
  return { recovery_codes: codes }
}

async function startEmail({ authenticator }: Parts, { identity, rows, now }: Context) {
  const address = await addressOf(identity, rows)
  if (address === null) return refuse('user.email_missing')
  const text = `insert into user_factor (tenant_id, user_id, kind, address) values ($1, $2, 'email', $3)
    on conflict (tenant_id, user_id, kind) do update set address = excluded.address
    where user_factor.confirmed_at is null returning id`
  const kept = await rows(text, [identity.tenantId, identity.userId, address])
  if (kept.length === 0) refuse('user.factor_exists')
  await sendCode(identity, address, 'enrol', authenticator.factorKeys, rows, now)
  return { sent_to: address }
}

async function finishEmail({ authenticator: { factorKeys } }: Parts, request: FastifyRequest, ctx: Context) {
  const { identity, rows, now } = ctx
  const { code } = textsOf(request.body, ['code'])
  const before = await factorsOf(identity, rows)
  if (!(await takeCode(identity.userId, code, 'enrol', factorKeys, rows, now))) throw wrongCode()
  const text = `update user_factor set confirmed_at = $2
    where user_id = $1 and kind = 'email' and confirmed_at is null`
  await rows(text, [identity.userId, now.toISOString()])
  await told('FACTOR_ADDED', 'factor_added', 'email', ctx)
  const codes = before.length > 0 ? null : await renewRecoveryCodes(identity, factorKeys, rows)
  return { recovery_codes: codes }
}

async function renewCodes({ authenticator }: Parts, ctx: Context) {
  if ((await factorsOf(ctx.identity, ctx.rows)).length === 0) refuse('user.factor_unknown')
  const codes = await renewRecoveryCodes(ctx.identity, authenticator.factorKeys, ctx.rows)
  await noteOwn('RECOVERY_CODES_MADE', ctx.identity, ctx.request, ctx.rows)
  return { recovery_codes: codes }
}

export async function removeFactor(
  { authenticator }: Parts,
  id: string,
  table: 'user_factor' | 'passkey',
  ctx: Context,
): Promise<void> {
  const { identity, rows, now } = ctx
  const kind = table === 'passkey' ? `'passkey'` : 'kind'
  const text = `delete from ${table} where user_id = $1 and id = $2 returning ${kind} as kind`
  const [gone] = isUuid(id) ? await rows<{ kind: string }>(text, [identity.userId, id]) : []
  if (gone === undefined) throw new Refusal('kit.not_found')
  if ((await factorsOf(identity, rows)).length === 0) {
    const rules = await signInRules(identity, rows, now)
    if (mustHaveFactor(authenticator.settings.demandsAdministratorFactor, identity, rules)) {
      refuse('user.factor_needed')
    }
    await rows('delete from recovery_code where user_id = $1', [identity.userId])
  }
  if (table === 'passkey') await mustStillHaveWayIn(ctx)
  await rows('delete from trusted_device where user_id = $1', [identity.userId])
  await told('FACTOR_REMOVED', 'factor_removed', gone.kind, ctx)
}

export async function told(
  action: 'FACTOR_ADDED' | 'FACTOR_REMOVED',
  letter: 'factor_added' | 'factor_removed',
  factor: string,
  { identity, request, rows }: Context,
): Promise<void> {
  await noteOwn(action, identity, request, rows, { factor })
  await writeToUser(letter, identity, rows, { factor })
}

async function forgetDevice(id: string, { identity, request, rows }: Context): Promise<void> {
  const text = 'delete from trusted_device where user_id = $1 and id = $2 returning id'
  const gone = isUuid(id) ? await rows(text, [identity.userId, id]) : []
  if (gone.length === 0) throw new Refusal('kit.not_found')
  await noteOwn('DEVICE_FORGOTTEN', identity, request, rows)
}
