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
  'transfer.not_text': {
    status: 400,
    text: 'The file is not text in UTF-8.',
    help: 'Save it as CSV in UTF-8. Pictures, spreadsheets and other programs’ files cannot be imported.',
  },
  'transfer.bad_mapping': { status: 400, text: 'The column mapping is not an object of names.' },
  'transfer.unknown_column': { status: 400, text: 'There is no field {column} to fill.' },
  'transfer.column_missing': { status: 400, text: 'The file has no column {column}.' },
  'transfer.column_twice': { status: 400, text: 'Two columns of the file fill {column}.' },
  'transfer.nothing_mapped': {
    status: 400,
    text: 'No column of the file fills a field.',
    help: 'The first line of the file names the columns; say which field each of them fills.',
  },
  'transfer.column_not_mapped': { status: 400, text: 'The column {column} fills no field.' },
  'transfer.repeated_key': { status: 400, text: 'Row {row} has the same key.' },
  'transfer.not_yours': {
    status: 400,
    text: 'The row belongs to the standard or to another organization and stays as it is.',
  },
  'transfer.no_such_row': {
    status: 400,
    text: 'There is no {record} {key}, and the system itself gives this key to new ones.',
  },
  'transfer.status_by_move': {
    status: 400,
    text: 'An import cannot bring {record} to {status}: that is done by the move itself.',
  },
  'transfer.not_ready': {
    status: 409,
    text: 'There is no file: this export is {status}.',
    help: 'Wait until it is done, or start it anew.',
  },
  'transfer.expired': {
    status: 404,
    text: 'The file of this export was kept until {day} and is gone.',
    help: 'Export the list anew.',
  },
  'transfer.not_running': {
    status: 409,
    text: 'This job is {status} and cannot be called off.',
    help: 'Reload the page to see how it stands now.',
  },
  'transfer.not_ended': {
    status: 409,
    text: 'This job is {status} and cannot be tried again.',
    help: 'Only what failed or was called off can be; a letter that was called off is gone.',
  },
  'transfer.not_active': { status: 403, text: 'The user who asked for this import is no longer active.' },
} as const satisfies Failures

export const refuse = refusals(transferFailures)
