/** A background job as the API tells it, and how it is called off. */
import { api } from '#web/kit/client/connection.ts'

export interface Job {
  readonly id: string
  readonly status: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled'
  readonly is_dry_run: 'yes' | 'no'
  readonly total_rows: number
  readonly done_rows: number
  readonly loaded_rows: number
  readonly unchanged_rows: number
  readonly skipped_rows: number
  readonly failed_rows: number
  readonly warning_rows: number
  readonly result_log: { readonly error?: string }
}

export const isUnderWay = ({ status }: Pick<Job, 'status'>): boolean =>
  status === 'pending' || status === 'running'

export const cancelJob = <J extends Job>(id: string): Promise<J> => api.post<J>(`data-jobs/${id}/cancel/`, {})
