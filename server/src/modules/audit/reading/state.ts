/** How the chain stands: what is sealed, signed and verified, and how long the oldest entry waits. */
import { once } from 'node:events'
import type { Context } from '#server/kit/context.ts'
import type { Route } from '#server/kit/http/route.ts'
import { lateAfterSeconds } from '#server/modules/audit/chain/audit-tasks.ts'
import { checkpointsText, keysText } from '#server/modules/audit/chain/read-package.ts'

interface State {
  readonly unsealed: number
  readonly oldest_unsealed_at: string | null
  readonly verification: { readonly verdict: string } | null
}

async function readState(ctx: Context) {
  const [row] = await ctx.rows<{ state: State }>('select kontor.audit_state() as state')
  const keys = await ctx.rows(keysText)
  const state = row?.state ?? { unsealed: 0, oldest_unsealed_at: null, verification: null }
  const oldest = state.oldest_unsealed_at
  const seconds = oldest === null ? 0 : Math.max(0, (ctx.now.getTime() - Date.parse(oldest)) / 1000)
  const alarms = [
    ...(seconds > lateAfterSeconds ? ['seal_late'] : []),
    ...(state.verification?.verdict === 'broken' ? ['chain_broken'] : []),
  ]
  return { chain: ctx.tenantId, ...state, unsealed_seconds: Math.round(seconds), alarms, keys }
}

export const stateRoute: Route = {
  method: 'GET',
  path: '/api/v1/audit/state/',
  permission: 'audit.view_auditlog',
  summary: 'Tells how the chain stands: sealed, signed, verified, and what waits for its seal.',
  run: async (ctx) => ({ status: 200, body: await readState(ctx) }),
}

/** The lines that stand in the file outside of the database, too: keep them where nobody here can change them. */
export const checkpointsRoute: Route = {
  method: 'GET',
  path: '/api/v1/audit/checkpoints/',
  permission: 'audit.view_auditlog',
  summary: 'Gives all signed checkpoints of the chain as JSON lines, for the verifier.',
  async run(ctx, _call, reply) {
    const lines = await ctx.rows(checkpointsText, [ctx.tenantId])
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'application/jsonl',
      'content-disposition': `attachment; filename="${ctx.tenantId}.jsonl"`,
      'cache-control': 'no-store',
    })
    reply.raw.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    await once(reply.raw, 'close')
    return { handled: true }
  },
}
