/** Every refusal the module printing can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const printingFailures = {
  'printing.not_printable': {
    status: 409,
    text: 'The document cannot be printed yet.',
    help: 'See what is missing.',
  },
  'printing.paper_fault': { status: 400, text: '{detail}' },
  'printing.printer_failed': {
    status: 503,
    text: 'The document could not be printed just now.',
    help: 'Try again in a moment.',
  },
  'printing.original_lost': {
    status: 409,
    text: 'The original of {title} is missing in the file store.',
    help: 'Bring the file store back from its backup; an original is never made anew.',
  },
} as const satisfies Failures

export const refuse = refusals(printingFailures)
