/** The addresses at which background jobs are watched over (JOB-15). */
import { jobKinds, jobStatuses, monitorJobs } from '#contract/transfer/background-job.ts'
import type { Routes, Schema } from '#server/kit/http/route.ts'
import { jobsPath, listJobs } from './list-jobs.ts'
import { cancelAnyJob, retryAnyJob } from './move-jobs.ts'

const id: Schema = { type: 'string', format: 'uuid' }
const text: Schema = { type: 'string' }
const status: Schema = { enum: jobStatuses }
const orNull = (type: string): Schema => ({ type: [type, 'null'] })
const instant: Schema = { type: ['string', 'null'], format: 'date-time' }
const moved: Schema = { type: 'object', required: ['id', 'status'], properties: { id, status } }
const job: Schema = {
  type: 'object',
  required: ['id', 'kind', 'status', 'error', 'created_at', '_permissions'],
  properties: {
    id,
    kind: { enum: jobKinds },
    status,
    record: { ...orNull('string'), description: 'The records that come in or go out.' },
    is_dry_run: { type: 'boolean' },
    recipient: { ...orNull('string'), description: 'Whom a letter is for.' },
    organization: id,
    organization_name: text,
    user: { ...orNull('string'), description: 'Who asked for it; of a letter, the user it is for.' },
    user_name: orNull('string'),
    total_rows: orNull('integer'),
    done_rows: orNull('integer'),
    failed_rows: orNull('integer'),
    attempts: orNull('integer'),
    error: text,
    output_url: { ...orNull('string'), description: 'The file of an own export, as long as it is kept.' },
    created_at: { type: 'string', format: 'date-time' },
    started_at: instant,
    finished_at: instant,
    _permissions: {
      type: 'object',
      properties: { moves: { type: 'array', items: { enum: ['cancel', 'retry'] } } },
    },
  },
}
const list: Schema = {
  type: 'object',
  required: ['count', 'count_is_exact', 'next', 'previous', 'counts', 'results'],
  properties: {
    count: { type: 'integer' },
    count_is_exact: { type: 'boolean' },
    next: orNull('string'),
    previous: orNull('string'),
    counts: {
      type: 'object',
      additionalProperties: { type: 'integer' },
      description: 'How many of each status.',
    },
    results: { type: 'array', items: job },
  },
}

export const monitorRoutes: Routes = [
  {
    method: 'GET',
    path: jobsPath,
    permission: monitorJobs,
    answer: list,
    summary:
      'Lists the background jobs of everybody, newest first: imports, exports, letters not yet delivered.',
    run: listJobs,
  },
  {
    method: 'POST',
    path: `${jobsPath}:key/cancel/`,
    permission: monitorJobs,
    answer: moved,
    summary: 'Calls off a background job of anybody that is not yet done.',
    run: cancelAnyJob,
  },
  {
    method: 'POST',
    path: `${jobsPath}:key/retry/`,
    permission: monitorJobs,
    answer: moved,
    summary:
      'Has a background job tried again that failed or was called off, in the name of who asked for it.',
    run: retryAnyJob,
  },
]
