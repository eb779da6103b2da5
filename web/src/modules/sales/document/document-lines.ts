/** The lines of a quotation or order as its grid edits them. */
import { newKey } from '#web/kit/client/api.ts'
import type { Line } from '#web/look/lines/lines.ts'

export interface DocumentLine extends Line {
  readonly id?: string
  readonly product: string | null
  readonly product_name?: string | null
  readonly description: string
  readonly quantity: string | null
  readonly unit: string | null
  readonly unit_name?: string | null
  /** Null takes the price of the list. */
  readonly unit_price: string | null
  readonly price_quantity: string
  readonly price_source?: string
  readonly discount_percent: string | null
  readonly net_amount?: string
  readonly tax_percent?: string
  readonly promised_date: string | null
  readonly base_quantity?: string
  readonly cancelled_quantity?: string
  readonly reserved_quantity?: string
  readonly delivered_quantity?: string
  readonly invoiced_quantity?: string
  readonly open_quantity?: string
  /** `none` for what is no goods. */
  readonly supply?: string
}

export function blankLine(): DocumentLine {
  return {
    key: newKey(),
    product: null,
    description: '',
    quantity: '1',
    unit: null,
    unit_price: null,
    price_quantity: '1',
    discount_percent: '0',
    promised_date: null,
  }
}

/** A line without a product says nothing and is not sent. */
export function isBlankLine(line: DocumentLine): boolean {
  return line.product === null && line.id === undefined
}

/** Lines as the server or the form has them, each with a key that stays. */
export function linesFrom(rows: unknown): DocumentLine[] {
  if (!Array.isArray(rows)) return []
  return rows.map((row) => ({ ...row, key: String(row.key ?? row.id ?? newKey()) }))
}

/** Faults come by the place among the lines that were sent; the grid also shows empty ones. */
export function faultsByShown(
  faults: Readonly<Record<string, string>>,
  lines: readonly DocumentLine[],
): Record<string, string> {
  const sent = lines.flatMap((line, index) => (isBlankLine(line) ? [] : [index]))
  const shown: Record<string, string> = {}
  for (const [key, text] of Object.entries(faults)) {
    const [, place, column] = /^lines\/(\d+)(?:\/(\w+))?/.exec(key) ?? []
    const index = sent[Number(place)]
    if (index !== undefined) shown[column === undefined ? String(index) : `${index}/${column}`] = text
  }
  return shown
}
