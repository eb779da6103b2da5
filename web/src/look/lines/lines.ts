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
