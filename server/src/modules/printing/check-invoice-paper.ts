/** Refuses an invoice paper that is incomplete, or whose figures do not add up, before it is printed. */
import { compare, negate, subtract, sum } from '#contract/kit/decimal.ts'
import { type InvoicePaper, invoicePaper } from './invoice-paper.ts'
import { type PaperProblem, PaperRefused } from './paper-refused.ts'

export function checkInvoicePaper(paper: InvoicePaper): InvoicePaper {
  const parsed = invoicePaper.safeParse(paper)
  if (!parsed.success) {
    throw new PaperRefused(
      parsed.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message })),
    )
  }
  const problems = [...unknownTaxCodes(parsed.data), ...wrongSums(parsed.data)]
  if (problems.length > 0) throw new PaperRefused(problems)
  return parsed.data
}

function unknownTaxCodes({ taxes, lines, adjustments }: InvoicePaper): PaperProblem[] {
  const known = new Set(taxes.map(({ code }) => code))
  const detail = 'no tax of this code in /taxes'
  const inLines = lines.map(({ tax_code }, index) => ({ tax_code, pointer: `/lines/${index}/tax_code` }))
  const inAdjustments = adjustments.map(({ tax_code }, index) => {
    return { tax_code, pointer: `/adjustments/${index}/tax_code` }
  })
  return [...inLines, ...inAdjustments]
    .filter(({ tax_code }) => !known.has(tax_code))
    .map(({ pointer }) => ({ pointer, detail }))
}

/** The document's own sums (BR-CO-10 to 16); what a line or a tax comes to was settled when it was posted. */
function wrongSums({ lines, adjustments, taxes, totals }: InvoicePaper): PaperProblem[] {
  const adjusted = adjustments.map(({ kind, amount }) => (kind === 'charge' ? amount : negate(amount)))
  const expected: [keyof InvoicePaper['totals'], string][] = [
    ['lines', sum(lines.map(({ net_amount }) => net_amount))],
    ['net', sum([totals.lines, ...adjusted])],
    ['net', sum(taxes.map(({ net_amount }) => net_amount))],
    ['tax', sum(taxes.map(({ tax_amount }) => tax_amount))],
    ['gross', sum([totals.net, totals.tax])],
    ['due', subtract(sum([totals.gross, totals.rounding]), totals.prepaid)],
  ]
  return expected
    .filter(([field, amount]) => compare(amount, totals[field]) !== 0)
    .map(([field, amount]) => {
      return { pointer: `/totals/${field}`, detail: `is ${totals[field]}, but adds up to ${amount}` }
    })
}
