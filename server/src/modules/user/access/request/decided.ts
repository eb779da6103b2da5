/** Says of a call that another person has decided already what it gives: by approving a request for it. */
import type { Context } from '#server/kit/context.ts'

const decided = new WeakSet<Context>()

export function markDecided(ctx: Context): Context {
  decided.add(ctx)
  return ctx
}

export const isDecided = (ctx: Context): boolean => decided.has(ctx)
