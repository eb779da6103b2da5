/** What a kind of field is on the server: how its values stand in a table, in the API's description and in files. */
export interface StoredKind {
  /** PostgreSQL's type; null where the value has no column of its own. */
  readonly type: string | null
  /** The JSON schema of a value as it is shown. */
  readonly schema: Readonly<Record<string, unknown>>
  /** The value is the key of one other row, and its column ends in `_id`. */
  readonly isReference?: true
  /** What the cell of a CSV file means, where the text itself is not the value. */
  fromCell?(text: string): unknown
  /** The value as the cell of a CSV file, where it is neither text nor JSON. */
  toCell?(value: unknown): string
}

/** Text that is not JSON stays text, so that the field's own check refuses it by name. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
