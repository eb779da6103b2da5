/** Values of quantities. */
import { wrongAmounts } from '#contract/kit/field/decimal/fixture.ts'
import type { Fixture } from '#contract/kit/field/fixture.ts'

export const fixture: Fixture = { good: () => '3', wrong: wrongAmounts }
