/** Every refusal the module transfer can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const transferFailures = {
  'transfer.file_missing': { status: 400, text: 'No file was sent.', help: 'Choose a CSV file.' },
  'transfer.no_rows': {
    status: 400,
    text: 'The file has no rows.',
    help: 'The first line names the columns, each further line is a row.',
  },
  'transfer.too_many_rows': { status: 400, text: 'The file has more than {most} rows.', help: 'Split it.' },
  'transfer.unreadable': { status: 400, text: 'The file cannot be read at line {line}: {reason}' },
  'transfer.bad_mapping': { status: 400, text: 'The column mapping is not an object of names.' },
  'transfer.unknown_column': { status: 400, text: 'There is no field {column} to fill.' },
  'transfer.column_missing': { status: 400, text: 'The file has no column {column}.' },
  'transfer.column_not_mapped': { status: 400, text: 'The column {column} fills no field.' },
} as const satisfies Failures

export const refuse = refusals(transferFailures)
