/** What a line grid edits: lines with a key of their own, and the columns they are typed into. */

export interface Line {
  /** The line's id, or one made up for a line that the server does not know yet. */
  readonly key: string
}

export interface LineColumn<L extends Line = Line> {
  /** The line's field, and the name of the slots `edit-<key>` and `cell-<key>`. */
  readonly key: string
  readonly label: string
  /** As CSS writes it: `8rem`; without it the column takes what is left. */
  readonly width?: string
  readonly align?: 'start' | 'end'
  /** The editor where no slot brings one; `none` is read, not typed. */
  readonly kind?: 'text' | 'decimal' | 'date' | 'none'
  readonly places?: number
  readonly least?: number
  readonly required?: boolean
  /** May not be typed in this line. */
  readonly locked?: (line: L) => boolean
  /** Takes the whole width of the card on a phone. */
  readonly wide?: boolean
}

export function isTyped<L extends Line>(column: LineColumn<L>, line: L): boolean {
  return column.kind !== 'none' && column.locked?.(line) !== true
}

type Faults = Readonly<Record<string, string>>

/** What is wrong at a cell or inside it; at the first one also what is wrong with the line itself. */
export function faultAt(errors: Faults, index: number, key: string, columns: readonly string[]) {
  const whole = key === columns[0] ? faultOfLine(errors, index, columns) : undefined
  const own = findFault(errors, index, (column) => column === key)
  return [own, whole].filter(Boolean).join(' ') || undefined
}

/** What is wrong with a line as a whole, or with a field of it that no column shows. */
export function faultOfLine(errors: Faults, index: number, columns: readonly string[]): string | undefined {
  return findFault(errors, index, (column) => !columns.includes(column))
}

function findFault(errors: Faults, index: number, isMeant: (column: string) => boolean): string | undefined {
  return Object.entries(errors).find(([place]) => {
    const [line, column = ''] = place.split('/')
    return line === String(index) && isMeant(column)
  })?.[1]
}
