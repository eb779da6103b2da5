/** What the server answers about open work: each kind with its count and the most urgent of it. */

export interface WorkItem {
  readonly record: string
  readonly id: string
  readonly number: string | null
  readonly partner_name: string
  readonly day: string | null
  readonly amount: string | null
  readonly currency: string | null
}

export interface OpenWork {
  readonly key: string
  readonly count: number
  /** Whether it is the caller's own work, or only shown to him. */
  readonly is_own: boolean
  readonly items: readonly WorkItem[]
  /** All of them, where a list can name them all. */
  readonly ids: readonly string[]
}

/** One sum over the invoices the caller may see, in one currency. */
export interface KeyFigure {
  readonly key: 'turnover_month' | 'turnover_last_month' | 'receivables' | 'overdue'
  readonly amount: string
  readonly currency: string
}

export interface OpenWorkAnswer {
  readonly results: readonly OpenWork[]
  readonly figures: readonly KeyFigure[]
}
