/** No account is left without a way in by what its owner takes from it. */
import { refuse } from '#contract/user/failures.ts'
import type { Context } from '#server/kit/context.ts'

type Asker = Pick<Context, 'identity' | 'rows' | 'now'>

export async function waysIn({ identity, rows, now }: Asker): Promise<readonly string[]> {
  const text = 'select way from kontor.ways_in($1, $2)'
  const ways = await rows<{ way: string }>(text, [identity.userId, now.toISOString()])
  return ways.map(({ way }) => way)
}

/** Called when it is gone; the transaction takes it back. */
export async function mustStillHaveWayIn(asker: Asker): Promise<void> {
  if ((await waysIn(asker)).length === 0) refuse('user.last_way_in')
}
