/** Erases what the trail holds of a person, by an entry that says who did it and why (DOMAIN 22). */
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { isObject } from '#contract/kit/field/value.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route } from '#server/kit/http/route.ts'

const shortestReason = 10

/** One function deletes values and salts and writes the entry; without values it refuses. */
async function erase(ctx: Context, call: Call) {
  const body = isObject(call.body) ? call.body : {}
  const faults = ['record', 'id', 'reason'].flatMap((name) =>
    typeof body[name] === 'string' && body[name] !== ''
      ? []
      : [{ pointer: `/${name}`, code: 'kit.required' }],
  )
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  const reason = String(body.reason).trim()
  if (reason.length < shortestReason) {
    throw invalid('/reason', 'audit.reason_missing', { min: shortestReason })
  }
  const { request, identity } = ctx
  const context = {
    ip_address: request.address,
    device: request.device,
    request_id: request.id,
    reason: reason.slice(0, 1000),
  }
  const [row] = await ctx.rows<{ erased: number }>(
    'select kontor.erase_personal($1, $2, $3, $4::jsonb) as erased',
    [body.record, body.id, identity.displayName, JSON.stringify(context)],
  )
  if (!row?.erased) throw new Refusal('audit.nothing_personal')
  return { status: 200, body: { record: body.record, id: body.id, erased: row.erased } }
}

export const eraseRoute: Route = {
  method: 'POST',
  path: '/api/v1/audit/erase/',
  permission: 'audit.erase_personalvalues',
  summary: 'Erases the personal values that the trail holds of one record (`record`, `id`, `reason`).',
  run: erase,
}
