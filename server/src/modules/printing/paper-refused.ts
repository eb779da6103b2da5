/** The refusal of a paper whose content is incomplete or contradicts itself, with the place of each fault. */
export interface PaperProblem {
  /** JSON pointer into the paper. */
  readonly pointer: string
  readonly detail: string
}

export class PaperRefused extends Error {
  readonly code = 'printing.paper_refused'
  readonly problems: readonly PaperProblem[]

  constructor(problems: readonly PaperProblem[]) {
    super(problems.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '))
    this.name = 'PaperRefused'
    this.problems = problems
  }
}
