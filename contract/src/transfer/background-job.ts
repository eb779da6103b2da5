/** What who watches over the background jobs of a company is told of one. */

export const jobKinds = ['import', 'export', 'letter'] as const
export type JobKind = (typeof jobKinds)[number]

export const jobStatuses = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const
export type JobStatus = (typeof jobStatuses)[number]

/** To be held where the job belongs; letters belong to the root. */
export const monitorJobs = 'transfer.monitor_jobs'

export interface BackgroundJob {
  readonly id: string
  readonly kind: JobKind
  readonly status: JobStatus
  /** The records that come in or go out; null of a letter. */
  readonly record: string | null
  readonly is_dry_run: boolean
  /** Whom a letter is for. */
  readonly recipient: string | null
  readonly organization: string
  readonly organization_name: string
  /** Who asked for it; of a letter, the user it is for. */
  readonly user: string | null
  readonly user_name: string | null
  readonly total_rows: number | null
  readonly done_rows: number | null
  readonly failed_rows: number | null
  readonly attempts: number | null
  readonly error: string
  /** The file of an own export, as long as it is kept. */
  readonly output_url: string | null
  readonly created_at: string
  readonly started_at: string | null
  readonly finished_at: string | null
  readonly _permissions: { readonly moves: readonly ('cancel' | 'retry')[] }
}
