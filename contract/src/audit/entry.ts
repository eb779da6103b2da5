/** An entry of the trail as the addresses of the audit answer it: what server and screens both read. */

export interface Change {
  readonly old: unknown
  readonly new: unknown
  /** Said of a personal field, so that no value of another can pass for a commitment. */
  readonly personal?: true
}

export interface Entry {
  readonly id: string
  readonly occurred_at: string
  readonly user: string | null
  readonly actor_name: string
  readonly action: string
  readonly organization: string | null
  readonly record_label: string
  readonly changes: Readonly<Record<string, Change>> | null
  readonly context: Readonly<Record<string, unknown>> | null
}

/** One of a list, which says as well what it is about. */
export interface ListedEntry extends Entry {
  readonly organization_name?: string | null
  readonly record: string | null
  readonly record_id: string | null
}

/** What a record was at an instant. */
export interface AsOf {
  readonly record: string
  readonly id: string
  readonly instant: string
  readonly exists: boolean
  readonly values: Readonly<Record<string, unknown>> | null
  /** Fields of which nothing is on record. */
  readonly unknown: readonly string[]
  readonly last_entry: Entry | null
}
