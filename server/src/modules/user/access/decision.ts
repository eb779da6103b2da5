/** How a decision over an assignment is noted: when, and for what reason. */
import { invalid } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'

export function decide(values: Record<string, unknown>, body: unknown, ctx: Context): void {
  values.decided_at = ctx.now.toISOString()
  values.decision = reasonIn(body)
}

/** The optional `reason` of a move's body. */
export function reasonIn(body: unknown): string {
  const reason = (body as { reason?: unknown } | null)?.reason ?? ''
  if (typeof reason === 'string' && reason.length <= 1000) return reason
  throw invalid('/reason', 'kit.too_long', { max: 1000 })
}
