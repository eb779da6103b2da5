/** What a stage of `npm test` works with. */
import type { Places } from './places.ts'
import type { Say } from './telling.ts'

export interface Stage {
  readonly projectFolder: string
  /** Ends all that runs. */
  readonly signal: AbortSignal
  /** Shared by all stages, which run at the same time. */
  readonly places: Places
  readonly say: Say
}
