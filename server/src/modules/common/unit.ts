/** Units: one without a sign of its own is called by its code. */
import { unit } from '#contract/common/unit.ts'
import { type Draft, serve } from '#server/kit/served.ts'

export const units = serve(unit, { beforeSave: callByCode })

async function callByCode(drafts: readonly Draft[]): Promise<void> {
  for (const { values, before } of drafts) {
    const follows = before !== null && before.symbol === before.code && values.symbol === before.symbol
    if (values.symbol === '' || follows) values.symbol = values.code
  }
}
