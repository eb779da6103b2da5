/** Every refusal the module audit can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const auditFailures = {
  'audit.unknown_record': { status: 400, text: 'There is no record type {name}.' },
  'audit.instant': {
    status: 400,
    text: 'This is not an instant.',
    help: 'Write it like 2026-05-03T00:00:00Z, or a day like 2026-05-03 for its end in UTC.',
  },
  'audit.too_many_entries': {
    status: 400,
    text: 'The filter finds more than {most} entries.',
    help: 'Narrow it, or take the whole chain without a filter.',
  },
  'audit.not_whole': {
    status: 403,
    text: 'The whole chain is for those who may export the audit trail of every organization.',
    help: 'Add a filter: what you may see is exported with its proof.',
  },
  'audit.years': { status: 400, text: 'From {min} to {max} whole years.' },
  'audit.reason_missing': { status: 400, text: 'Say why, in at least {min} characters.' },
  'audit.nothing_personal': { status: 400, text: 'The trail holds no personal values of this record.' },
} as const satisfies Failures

export const refuse = refusals(auditFailures)
