/** Switches dual control on, where two persons are there to act; one alone would lock the company out. */
import { dualControl } from '#contract/user/dual-control.ts'
import { refuse } from '#contract/user/failures.ts'
import { action } from '#server/kit/action.ts'
import { alwaysTwo } from './controllable.ts'
import { isOn } from './duty-conflicts.ts'
import { openHolding } from './duty-holding.ts'
import { readDutyWorld } from './duty-world.ts'

export const activateDualControl = action(dualControl, 'activate', async (documents, ctx) => {
  const world = await readDutyWorld('active', ctx)
  const { held } = openHolding(world)
  const present = world.grants.filter((grant) => isOn(grant, ctx.now))
  const wanted = [...documents.map(({ values }) => String(values.permission)), ...alwaysTwo]
  for (const permission of wanted) {
    const persons = new Set(held(permission, present)?.grants.map(({ user }) => user))
    if (persons.size < 2) refuse('user.second_person_missing', { permission })
  }
})
