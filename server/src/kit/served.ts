/** A record as the server serves it: its definition and the named rules that are special to it. */
import type { Resource } from '#contract/kit/resource.ts'
import type { Context, Shown } from './context.ts'
import type { Importer } from './transfer/importer.ts'

/** A row on its way into the database. Rules may change `values` and refuse. */
export interface Draft {
  readonly id: string
  readonly organizationId: string | null
  /** The stored values before, by field; null for a new row. */
  readonly before: Readonly<Record<string, unknown>> | null
  /** The values to be stored, by field: on update the stored ones overlaid with what was sent. */
  readonly values: Record<string, unknown>
  /** The fields that are written: what the client sent, and on create the defaults of what he did not. */
  readonly sent: ReadonlySet<string>
  /** The fields that the client named himself; absent where no client sent the row. */
  readonly given?: ReadonlySet<string>
  /** Lines by field: what will be stored, with ids. */
  readonly lines: Record<string, Draft[]>
}

export interface Rules {
  beforeSave?(drafts: readonly Draft[], ctx: Context): Promise<void>
  /** Its statements travel behind the rows, in their packet; the answer does not see what they do to the rows. */
  besideSave?(drafts: readonly Draft[], ctx: Context): Promise<void>
  afterSave?(drafts: readonly Draft[], ctx: Context): Promise<void>
  beforeDelete?(rows: readonly Readonly<Record<string, unknown>>[], ctx: Context): Promise<void>
  afterDelete?(rows: readonly Readonly<Record<string, unknown>>[], ctx: Context): Promise<void>
  /** Which rows of `t` a caller sees, where ownership is not one column; `{organizations}` is the list. */
  readonly visible?: { readonly condition: string; readonly withAncestors?: boolean }
  /** Brings rows in where the engine's own import cannot (JOB-11). */
  readonly importer?: Importer
  /** For the rows of an answer: false where what rights allow is refused to this very caller; no button leads there. */
  suits?(rows: readonly Shown[], ctx: Context): Promise<(verb: string, row: Shown) => boolean>
  /** SQL of computed fields over the row `t`. */
  readonly expressions?: Readonly<Record<string, string>>
}

export interface Served {
  readonly record: Resource
  readonly rules: Rules
}

/** Serves a record through the engine, with at most one named rule per occasion. */
export function serve(record: Resource, rules: Rules = {}): Served {
  return { record, rules }
}
