/** Every refusal the module organization can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const organizationFailures = {
  'organization.parent_missing': {
    status: 400,
    text: 'Say below which organization the new one stands.',
    help: 'A company of its own, with its own users, is set up by whoever runs the installation.',
  },
  'organization.root_stays': {
    status: 409,
    text: 'The uppermost organization stays where it is, and stays active.',
  },
  'organization.has_documents': {
    status: 409,
    text: '{organization} has documents or stock: its legal entity and its currency stay.',
    help: 'Archive it and make a new organization where it should stand.',
  },
  'organization.currency_missing': { status: 400, text: 'A legal entity needs a currency.' },
  'organization.not_a_legal_entity': { status: 400, text: 'This belongs to a legal entity.' },
  'organization.no_legal_entity': {
    status: 409,
    text: '{organization} belongs to no legal entity.',
    help: 'Mark it, or an organization above it, as a legal entity.',
  },
  'organization.no_fiscal_year': {
    status: 409,
    text: 'There is no such fiscal year.',
    help: 'Enter it among the fiscal years first.',
  },
  'organization.membership_exists': {
    status: 400,
    text: 'User already has a membership in this organization.',
  },
  'organization.vat_id_wrong': { status: 400, text: 'This is not a VAT ID of {country}.' },
  'organization.vat_registration_overlaps': {
    status: 400,
    text: 'There is a registration in {country} for this time already.',
  },
  'organization.fiscal_year_overlaps': {
    status: 400,
    text: 'There is a fiscal year for some of these days already.',
  },
  'organization.period_outside_year': { status: 400, text: 'A period lies within its fiscal year.' },
  'organization.periods_overlap': { status: 400, text: 'Another period has some of these days.' },
  'organization.iban_wrong': { status: 400, text: 'The check digits of this IBAN are wrong.' },
} as const satisfies Failures

export const refuse = refusals(organizationFailures)
