/** Every refusal the module common can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const commonFailures = {
  'common.unit_without_conversion': {
    status: 400,
    text: 'There is no conversion from {unit} into {into}.',
    help: 'Enter a conversion, in general or for the product.',
  },
  'common.quantity_rounds_to_zero': {
    status: 400,
    text: '{quantity} {unit} is less than the smallest quantity in {into}.',
  },
} as const satisfies Failures

export const refuse = refusals(commonFailures)
