/** An import of a record's own making, for what is not written row by row through the engine (JOB-11). */
import type { Loader } from './load-rows.ts'

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
  /** Rows carry their cells as they stand in the file. */
  readonly load: Loader
}
