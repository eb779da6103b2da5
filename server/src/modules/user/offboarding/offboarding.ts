/** Who leaves: one open list for each, opened by who may do as much as he. */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { offboarding } from '#contract/user/offboarding.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { mustHoldWhatTheyHold } from '#server/modules/user/held-permissions.ts'

export const offboardings = serve(offboarding, { beforeSave: checkOffboardings })

async function checkOffboardings(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const faults = drafts.flatMap(({ values }): Fault[] =>
    values.successor === values.user ? [{ pointer: '/successor', code: 'user.own_successor' }] : [],
  )
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  await mustHoldWhatTheyHold(
    drafts.map(({ values }) => String(values.user)),
    ctx,
  )
}
