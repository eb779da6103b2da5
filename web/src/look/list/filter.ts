/** What a filter bar shows: filters that may be added and those that are on. */

export interface FilterChoice {
  readonly key: string
  readonly label: string
}

export interface ActiveFilter extends FilterChoice {
  /** The wanted value in words: "is Retail store". */
  readonly value: string
}
