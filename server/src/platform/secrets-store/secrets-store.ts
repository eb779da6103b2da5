/** What a place that keeps secrets can do. */

/** What one place of keeping can do; it knows nothing of the others. */
export interface SecretsStore {
  /** As known since the start; makes one where the store may, else null. */
  known(name: string): string | null
  /** As it stands now, whoever changed it. */
  read(name: string): Promise<string | null>
  /** Null where nothing can be written there. */
  readonly write: ((name: string, value: string) => Promise<void>) | null
  /** What a person must do who misses a secret. */
  missing(name: string): string
}
