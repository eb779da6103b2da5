/** What can go wrong when a document is turned into a PDF, as codes a caller can tell apart. */
import type { ChildLoss } from '#server/platform/child-pool/child-lost.ts'

/** `template_refused`: the template or its data is wrong, and trying again will not help. */
export type PdfFailureCode = ChildLoss | 'template_refused'

export class PdfFailed extends Error {
  readonly code: PdfFailureCode
  readonly problems: readonly string[]

  constructor(code: PdfFailureCode, problems: readonly string[]) {
    super(`PDF ${code}: ${problems.join('; ')}`)
    this.name = 'PdfFailed'
    this.code = code
    this.problems = problems
  }
}
