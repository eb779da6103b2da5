/** Every refusal the module contact can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const contactFailures = {
  'contact.instalments_not_whole': {
    status: 400,
    text: 'The instalments make {percent} %, not 100 %.',
    help: 'Change the percentages until they make 100 together.',
  },
  'contact.cash_discount_steps': {
    status: 400,
    text: 'Cash discounts must fall with the days and end before the payment is due.',
  },
  'contact.two_primary': { status: 400, text: 'Only one of them can be the primary one.' },
} as const satisfies Failures

export const refuse = refusals(contactFailures)
