/** Runs use cases of the demo company as its administrator, at any day of its past. */
import type { Resource } from '#contract/kit/resource.ts'
import { moveRecords } from '#server/kit/action.ts'
import type { Caller, Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { tellEvents } from '#server/kit/events.ts'
import type { Draft } from '#server/kit/served.ts'
import { createRows } from '#server/kit/write/save.ts'
import type { Pool } from '#server/platform/database.ts'

export interface Scene {
  /** Runs `work` in one transaction as if it were `now`. */
  at<T>(now: Date, work: (ctx: Context) => Promise<T>): Promise<T>
}

export function sceneOf(pool: Pool, caller: Caller): Scene {
  return {
    at: (now, work) =>
      inContext(pool, caller, now, async (ctx) => {
        const result = await work(ctx)
        await tellEvents(ctx)
        return result
      }),
  }
}

/** Creates rows through the engine and gives their ids. */
export async function make(
  record: Resource,
  bodies: readonly object[],
  ctx: Context,
): Promise<readonly string[]> {
  const drafts: readonly Draft[] = await createRows(record, bodies, ctx)
  await tellEvents(ctx)
  return drafts.map(({ id }) => id)
}

/** Makes a move on many documents through the engine. */
export async function move(
  record: Resource,
  verb: string,
  ids: readonly string[],
  ctx: Context,
): Promise<void> {
  if (ids.length === 0) return
  await moveRecords(
    record,
    verb,
    ids.map((id) => ({ id, version: null })),
    {},
    ctx,
  )
  await tellEvents(ctx)
}
