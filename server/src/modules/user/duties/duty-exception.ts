/** Documented exceptions: asked for by one, decided by another who is not the one excused, for a time. */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { dutyException } from '#contract/user/duty-exception.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { write } from '#server/kit/write/save.ts'
import { reasonIn } from '#server/modules/user/access/decision.ts'

export const dutyExceptions = serve(dutyException, {
  beforeSave: checkExceptions,
  suits:
    async (_rows, { identity: { userId: me } }) =>
    (verb, row) =>
      verb !== 'approve' || (row.user !== me && row.asked_by !== me),
})

const year = 366 * 24 * 60 * 60_000

async function checkExceptions(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const { values, before } of drafts) {
    if (before !== null && before.status !== values.status) continue
    if (before === null) values.asked_by ??= ctx.identity.userId
    values.ends_at ??= new Date(ctx.now.getTime() + year).toISOString()
    const faults: Fault[] = []
    if (Date.parse(String(values.ends_at)) <= ctx.now.getTime())
      faults.push({ pointer: '/ends_at', code: 'user.period_over' })
    if (await isStrict(values.rule, ctx)) faults.push({ pointer: '/rule', code: 'user.duty_strict' })
    if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  }
}

async function isStrict(rule: unknown, ctx: Context): Promise<boolean> {
  const text = `select response = 'refuse' as strict from duty_rule
    where id = $2 and (tenant_id = $1 or tenant_id is null)`
  const [row] = await ctx.rows<{ strict: boolean }>(text, [ctx.tenantId, rule])
  return row?.strict === true
}

/** Who decided, when, and why. */
export function decideException(values: Record<string, unknown>, body: unknown, ctx: Context): void {
  values.decided_by = ctx.identity.userId
  values.decided_at = ctx.now.toISOString()
  values.decision = reasonIn(body) || values.decision
}

export interface Excused {
  readonly user: string
  readonly rule: string
  readonly reason: string
  readonly askedBy: unknown
  readonly endsAt: string | null
}

/** What an approval elsewhere has decided already. */
export async function keepException(
  { user, rule, reason, askedBy, endsAt }: Excused,
  ctx: Context,
): Promise<void> {
  const values = {
    user,
    rule,
    reason,
    ends_at: endsAt,
    status: 'approved',
    asked_by: askedBy,
    decided_by: ctx.identity.userId,
    decided_at: ctx.now.toISOString(),
    decision: '',
  }
  const draft = {
    id: newId(),
    organizationId: null,
    before: null,
    values,
    sent: new Set<string>(),
    lines: {},
  }
  await write(dutyException, [draft], ctx)
}
