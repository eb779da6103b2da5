/** Loads a batch as strictly as was asked for: what is found is an error, or a warning (IMV-03, VAL-06). */
import type { Context } from '#server/kit/context.ts'
import { recordOf } from '#server/kit/registry.ts'
import type { Outcome } from '#server/kit/transfer/importer.ts'
import { type ImportWay, importerOf, type StagedRow } from './importer-of.ts'
import type { Job, Judged } from './job-log.ts'

type Asked = Pick<Job, 'record' | 'organization_id' | 'strictness' | 'notation'>

export async function loadAsStrict(
  asked: Asked,
  rows: readonly StagedRow[],
  ctx: Context,
): Promise<readonly Judged[]> {
  const { record: name, strictness } = asked
  const record = recordOf(name)
  const way = importerOf(record)
  const outcomes = await way.load(rows, asked, ctx)
  if (strictness === 'strict') return outcomes.map(asError)
  if (strictness === 'normal') return outcomes
  const own = Object.keys(record.fields).filter((field) => record.fields[field]?.to === name)
  const byNumber = new Map(rows.map((row) => [row.row_number, row]))
  const again = outcomes.flatMap((outcome) => {
    const row = byNumber.get(outcome.number)
    const less = row === undefined ? null : withoutFaults(row, outcome, way, own)
    return less === null ? [] : [{ row: less, warnings: outcome.errors }]
  })
  if (again.length === 0) return outcomes
  const second = await way.load(
    again.map(({ row }) => row),
    asked,
    ctx,
  )
  const warned = new Map(
    second.map((outcome, index): [number, Judged] => [
      outcome.number,
      outcome.outcome === 'failed' ? outcome : { ...outcome, warnings: again[index]?.warnings ?? [] },
    ]),
  )
  return outcomes.map((outcome) => warned.get(outcome.number) ?? outcome)
}

/** A row that is passed over is one that did not come in. */
const asError = (outcome: Outcome): Outcome =>
  outcome.outcome === 'skipped' ? { ...outcome, outcome: 'failed' } : outcome

/**
 * The row without the values that were no good; null where one of them is needed, tells the row, or names another
 * row of the same list, which would stand in the wrong place.
 */
function withoutFaults(
  row: StagedRow,
  { outcome, errors }: Outcome,
  { columns, key }: ImportWay,
  own: readonly string[],
): StagedRow | null {
  if (outcome !== 'failed' || errors.length === 0) return null
  const cells = { ...row.cells }
  for (const { field } of errors) {
    const name = field.replaceAll('/', '.')
    const given = Object.keys(cells).filter((cell) => cell === name || cell.startsWith(`${name}.`))
    const isNeeded = (cell: string) =>
      key.includes(cell) || (columns.find((column) => column.name === cell)?.is_required ?? true)
    if (given.length === 0 || own.includes(name) || given.some(isNeeded)) return null
    for (const cell of given) delete cells[cell]
  }
  return { ...row, cells }
}
