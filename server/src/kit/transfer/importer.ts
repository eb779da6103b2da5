/** An import of a record's own making, for what is not written row by row through the engine (JOB-11). */
import type { Resource } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'

export interface SourceRow {
  readonly number: number
  readonly body: Record<string, unknown>
}

export interface Outcome {
  readonly number: number
  readonly outcome: 'loaded' | 'unchanged' | 'skipped' | 'failed'
  readonly id: string | null
  readonly reason: string
  readonly errors: readonly { readonly field: string; readonly message: string }[]
}

/** Brings rows of a record in, in place of the engine's own way (JOB-11). */
export type Loader = (
  record: Resource,
  rows: readonly SourceRow[],
  organizationId: string,
  ctx: Context,
) => Promise<readonly Outcome[]>

export interface ImportColumn {
  readonly name: string
  /** English. */
  readonly label: string
  readonly is_required: boolean
}

export interface Importer {
  readonly columns: readonly ImportColumn[]
  /** The columns by which a row is known again. */
  readonly key: readonly string[]
  /** The permission it needs beside the one to import. */
  readonly permission: string
  /** Rows carry their cells; references that were found are ids. */
  readonly load: Loader
}
