/** Synchronizing a directory: on demand, with a trial first, and by the clock. */
import type { FastifyRequest } from 'fastify'
import { isObject } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { kontorIn } from '#server/kit/by-clock.ts'
import { callerOf, factsOf } from '#server/kit/http/caller.ts'
import type { AsOwner } from '#server/platform/jobs.ts'
import { asCaller, keyIn, type RawParts, type RawRoute } from '#server/modules/user/raw-route.ts'
import { loadProvider, noteRefusal } from './enter-by-provider.ts'
import type { ProviderParts } from './provider-parts.ts'
import { DirectoryDown } from './ldap.ts'
import { mustHoldAll } from './provider-rules.ts'
import { synchronize } from './synchronize.ts'

const flag = { type: 'boolean' }
const permission = 'user.change_signinprovider'

export const syncRoutes: readonly RawRoute[] = [
  {
    method: 'POST',
    path: '/api/v1/sign-in-providers/:key/synchronize/',
    permission,
    summary:
      'Brings accounts in step with a directory; a trial unless `is_trial` is false. `accepts_gone` shuts out many.',
    body: { type: 'object', properties: { is_trial: flag, accepts_gone: flag } },
    answer: {
      type: 'object',
      required: ['is_trial', 'steps', 'holds_back'],
      properties: { is_trial: flag, holds_back: flag, steps: { type: 'array', items: { type: 'object' } } },
    },
    run: onDemand,
  },
]

async function onDemand(parts: RawParts, request: FastifyRequest) {
  const id = keyIn(request)
  await asCaller(parts, request, permission, async (ctx) => {
    mustHoldAll(ctx)
    const text = `select from sign_in_provider where tenant_id = $1 and id = $2 and kind = 'ldap' and is_active`
    if ((await ctx.rows(text, [ctx.tenantId, id])).length === 0) throw new Refusal('kit.not_found')
  })
  const caller = await callerOf(request, parts.server.authenticate, false)
  const provider = await loadProvider(parts, id, factsOf(request))
  if (provider === null) throw new Refusal('kit.not_found')
  const given = isObject(request.body) ? request.body : {}
  const isTrial = given.is_trial !== false
  try {
    const done = await synchronize(parts, caller, provider, {
      isTrial,
      acceptsGone: given.accepts_gone === true,
    })
    return { is_trial: isTrial, ...done }
  } catch (error) {
    if (!(error instanceof DirectoryDown)) throw error
    await noteRefusal(parts, provider, `no server answers: ${error.message}`, caller.request)
    return refuse('user.provider_unreachable')
  }
}

const dueText = `select tenant_id as tenant, id from sign_in_provider
  where kind = 'ldap' and is_active and synchronizes <> 'never'
    and (synchronized_at is null or synchronized_at <= $1::timestamptz
      - case synchronizes when 'hourly' then interval '50 minutes' else interval '23 hours' end)
  order by tenant_id, id`

/** By the clock; one that does not answer is tried again the next hour, and the trail says so. */
export async function synchronizeDue(
  parts: ProviderParts,
  asOwner: AsOwner,
  signal: AbortSignal,
): Promise<void> {
  const due = await asOwner<{ tenant: string; id: string }>(dueText, [parts.server.now().toISOString()])
  for (const { tenant, id } of due) {
    if (signal.aborted) return
    const caller = await kontorIn(tenant, asOwner)
    const provider = await loadProvider(parts, id, caller.request)
    if (provider === null) continue
    try {
      await synchronize(parts, caller, provider, { isTrial: false, acceptsGone: false })
    } catch (error) {
      if (!(error instanceof DirectoryDown)) throw error
      await noteRefusal(parts, provider, `no server answers: ${error.message}`, caller.request)
    }
  }
}
