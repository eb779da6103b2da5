/** Dual control: only over actions that know it. */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { dualControl } from '#contract/user/dual-control.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { isControllable } from './controllable.ts'

export const dualControls = serve(dualControl, { beforeSave: checkControls })

async function checkControls(drafts: readonly Draft[]): Promise<void> {
  const faults = drafts.flatMap(({ values }): Fault[] => {
    const permission = String(values.permission)
    if (isControllable(permission)) return []
    return [{ pointer: '/permission', code: 'user.not_controllable', parameters: { permission } }]
  })
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}
