/** Ends access at once: of one token, a family of tokens, a user, or everybody of an organization (INC-03). */
import { isObject, isUuid, textIn } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'
import { mustHave } from '#server/kit/rights.ts'
import { endWhere } from '#server/modules/user/session/end-access.ts'

const revokeAccess = 'user.revoke_access'

export const revocationRoutes: Routes = [
  {
    method: 'POST',
    path: '/api/v1/auth/revoke/',
    permission: revokeAccess,
    summary: 'Ends at once one access token, a family of tokens, all of a user or all of an organization.',
    run: revoke,
  },
]

const targets = ['token', 'family', 'user', 'organization'] as const
interface Revocation {
  readonly target: (typeof targets)[number]
  readonly id: string
  readonly reason: string
}

async function revoke(ctx: Context, { body }: Call) {
  const revocation = revocationFrom(body)
  const { target, id, reason } = revocation
  // What belongs to nobody below is for who may do so in the whole company.
  mustHave(ctx.identity, revokeAccess, target === 'organization' ? id : ctx.tenantId)
  const ended = await end(revocation, ctx)
  const label = `${target}: ${reason}`
  const entry = {
    action: 'ACCESS_REVOKED',
    record: target === 'user' ? 'user.user_account' : null,
    recordId: id,
    label,
    organizationId: null,
    changes: { ended: { old: ended, new: null } },
  }
  writeAudit([entry], ctx)
  return { status: 200, body: ended }
}

function revocationFrom(body: unknown): Revocation {
  const given = isObject(body) ? body : {}
  const faults: Fault[] = []
  const named = targets.filter((target) => given[target] !== undefined)
  const [target = 'token'] = named
  const id = textIn(given[target]).toLowerCase()
  if (named.length !== 1) {
    faults.push({ pointer: '', code: 'user.one_target', parameters: { targets: targets.join(', ') } })
  } else if (!isUuid(id)) {
    faults.push({ pointer: `/${target}`, code: 'kit.wrong_format', parameters: { format: 'uuid' } })
  }
  const reason = typeof given.reason === 'string' ? given.reason.trim() : ''
  if (reason === '') faults.push({ pointer: '/reason', code: 'kit.required' })
  if (reason.length > 200) faults.push({ pointer: '/reason', code: 'kit.too_long', parameters: { max: 200 } })
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  return { target, id, reason }
}

interface Ended {
  readonly sessions: number
  readonly tokens: number
}

async function end({ target, id, reason }: Revocation, ctx: Context): Promise<Ended> {
  if (target === 'token') {
    const text = `insert into revoked_token (tenant_id, token_id) values ($1, $2) on conflict do nothing`
    await ctx.rows(text, [ctx.tenantId, id])
    return { sessions: 0, tokens: 1 }
  }
  const because = `revoked: ${reason}`
  const endThose = async (sessions: string, tokens: string): Promise<Ended> => {
    const ended = await endWhere(sessions, tokens, [id], because, ctx)
    return { sessions: ended.sessions.length, tokens: ended.families.length }
  }
  if (target === 'family') return endThose('id = $4', 'family_id = $4')
  if (target === 'user') return endThose('user_id = $4', 'user_id = $4')
  const members = `user_id in (select m.user_id from organization_membership m
    join organization o on o.tenant_id = m.tenant_id and o.id = m.organization_id
    where m.tenant_id = $1 and (o.id = $4 or $4 = any (o.ancestor_ids)))`
  return ctx.withWholeTenant(() => endThose(members, members))
}
