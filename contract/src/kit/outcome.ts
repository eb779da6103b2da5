/** What pure arithmetic answers where it may have to say no: the caller knows the field and refuses. */
import type { Parameters } from './failure.ts'

export type Outcome<Good, Code extends string> = Good | Denial<Code>

/** A catalogued code with its values; never thrown by arithmetic, so a form can show it while typing. */
export interface Denial<Code extends string> {
  readonly denied: Code
  readonly parameters: Parameters
}

export function deny<Code extends string>(denied: Code, parameters: Parameters): Denial<Code> {
  return { denied, parameters }
}

export function isDenied<Good extends object, Code extends string>(
  outcome: Outcome<Good, Code>,
): outcome is Denial<Code> {
  return 'denied' in outcome
}
