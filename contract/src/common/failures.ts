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
  'common.file_empty': { status: 400, text: 'The file is empty.' },
  'common.file_type': {
    status: 400,
    text: 'The content of {name} is of no kind that is taken.',
    help: 'Pictures (PNG, JPEG, GIF, WebP), PDF, text, CSV, XLSX, DOCX and ODS are, unless the operator takes fewer.',
  },
  'common.file_too_large': { status: 400, text: 'The file is larger than {limit}.' },
  'common.address_over': {
    status: 403,
    text: 'This address of a file does not open it, or no longer.',
    help: 'Addresses live for minutes. Ask for a new one, where the file is shown.',
  },
  'common.picture_damaged': { status: 400, text: 'The picture cannot be read to its end.' },
  'common.picture_too_many_pixels': {
    status: 400,
    text: 'The picture has more than {limit} pixels.',
    help: 'Send a smaller one.',
  },
} as const satisfies Failures

export const refuse = refusals(commonFailures)
