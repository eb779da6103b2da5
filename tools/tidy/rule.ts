/** What a rule of tidy is, and what it finds. */
import type { Project } from './project.ts'

export interface Finding {
  readonly file: string
  readonly line: number
  readonly message: string
}

export interface Violation extends Finding {
  readonly rule: string
}

export interface Rule {
  /** The code under which an exception may be listed. */
  readonly name: string
  /** The rule in one sentence, printed by `--list`. */
  readonly says: string
  readonly check: (project: Project) => Iterable<Finding>
}
