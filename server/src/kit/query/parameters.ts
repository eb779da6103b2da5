/** Collects the values of one statement and gives each its `$n`. */
export class Parameters {
  readonly values: unknown[]

  constructor(...first: unknown[]) {
    this.values = first
  }

  /** The placeholder of a value, cast to `type` so that PostgreSQL need not guess. */
  add(value: unknown, type: string): string {
    this.values.push(value)
    return `$${this.values.length}::${type}`
  }
}
