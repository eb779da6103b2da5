/** Values of the node above: keys as of any reference. */
import type { Fixture } from '#contract/kit/field/fixture.ts'
import { keysOfNothing, notKey } from '#contract/kit/field/reference/fixture.ts'

export const fixture: Fixture = {
  good: () => undefined,
  wrong: () => notKey,
  wrongLater: keysOfNothing,
}
