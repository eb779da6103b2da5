/** Self-registration: asked for by anybody, proven by mail, and then waiting for an administrator (REG). */
import type { FastifyRequest } from 'fastify'
import { checkValue } from '#contract/kit/field/check.ts'
import { isObject } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { userAccount } from '#contract/user/user-account.ts'
import { factsOf } from '#server/kit/http/caller.ts'
import { inTransaction } from '#server/platform/database.ts'
import { queueMail } from '#server/platform/mail.ts'
import {
  type AuthRoute,
  mustNotComeFromElsewhere,
  type Parts,
  textsOf,
} from '#server/modules/user/auth-route.ts'
import { noTenant, originOf } from '#server/modules/user/entering.ts'
import { mailText } from '#server/modules/user/factor/mail-texts.ts'
import { digestOf } from '#server/modules/user/session.ts'

const path = '/api/v1/auth/register/'
const limited = { method: 'POST', permission: 'open', isLimited: true } as const

export const registerRoutes: readonly AuthRoute[] = [
  {
    ...limited,
    path,
    summary:
      'Asks for an account: `tenant`, `username`, `display_name`, `email`, `kind`, `language`; always 204.',
    run: register,
  },
  {
    ...limited,
    path: `${path}verify/`,
    summary: 'Proves the address by the `token` of the letter; then an administrator decides.',
    run: verify,
  },
]

async function register({ server }: Parts, request: FastifyRequest): Promise<void> {
  mustNotComeFromElsewhere(request)
  const { tenant } = textsOf(request.body, ['tenant'])
  const given = isObject(request.body) ? request.body : {}
  const { language } = factsOf(request)
  const wanted = checked({ kind: 'internal', language, ...given })
  await server.pool.query('select kontor.ask_registration($1)', [JSON.stringify({ ...wanted, tenant })])
}

const names = ['username', 'display_name', 'email', 'language', 'kind'] as const

function checked(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const faults: Fault[] = []
  const wanted: Record<string, unknown> = {}
  for (const name of names) {
    const verdict = checkValue(given[name], { ...userAccount.fields[name], mode: 'required' })
    if ('code' in verdict) faults.push({ pointer: `/${name}`, ...verdict })
    else wanted[name] = verdict.value
  }
  // Machines are not people: they are made by who answers for them.
  if (wanted.kind !== 'internal' && wanted.kind !== 'external' && faults.length === 0) {
    const parameters = { choices: 'internal, external' }
    faults.push({ pointer: '/kind', code: 'kit.not_a_choice', parameters })
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  return wanted
}

interface Registered {
  readonly tenant_id: string
  readonly user_id: string
  readonly username: string
  readonly display_name: string
  readonly approvers: readonly { readonly id: string; readonly email: string; readonly language: string }[]
}

async function verify({ server }: Parts, request: FastifyRequest): Promise<void> {
  mustNotComeFromElsewhere(request)
  const { token } = textsOf(request.body, ['token'])
  const context = JSON.stringify(originOf(factsOf(request)))
  const made = await inTransaction(server.pool, noTenant, async ({ rows }) => {
    const [row] = await rows<{ made: Registered | null }>(
      'select kontor.verify_registration($1, $2, $3) as made',
      [digestOf(token), server.now().toISOString(), context],
    )
    const found = row?.made ?? null
    for (const { id, email, language } of found?.approvers ?? []) {
      const letter = mailText('registration_waits', language, {
        username: found?.username ?? '',
        name: found?.display_name ?? '',
      })
      await queueMail(rows, { userId: id, to: email, ...letter })
    }
    return found
  })
  if (made === null) refuse('user.link_over')
}
