/** Rows of an account as a file that can be mended and imported again. */
import type { JobRow } from './import-job.ts'

const dangerous = /^'*[=+\-@\t\r]/

/** The cells as they came, with what was wrong in a last column that no import reads. */
export function rowsAsCsv(rows: readonly JobRow[], reason: string): string {
  const columns = [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))]
  const lines = rows.map((row) => [...columns.map((name) => row.cells[name] ?? ''), whyOf(row)])
  return [[...columns, reason], ...lines].map((cells) => cells.map(quoted).join(',')).join('\r\n')
}

/** `labelOf` says to the reader which field it is, and what stood there. */
export function whyOf(
  { reason, errors, warnings, cells }: Pick<JobRow, 'reason' | 'errors' | 'warnings' | 'cells'>,
  labelOf = (field: string, _value: string) => field,
): string {
  const findings = [...errors, ...warnings]
  if (findings.length === 0) return reason
  return findings
    .map(({ field, message }) => {
      const value = cells[field.replaceAll('/', '.')] ?? ''
      return field === '' ? message : `${labelOf(field, value)}: ${message}`
    })
    .join(' ')
}

/** A text that a spreadsheet would run as a formula gets an apostrophe, which an import takes off. */
function quoted(text: string): string {
  const safe = dangerous.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
