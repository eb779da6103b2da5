/** What a table is made of, as the definitions ask for it. */
import type { Resource } from '#contract/kit/resource.ts'
import { standing } from '#server/kit/field/stored.ts'
import type { Column } from './columns.ts'

export interface Constraint {
  readonly name: string
  readonly sql: string
  /** The table a foreign key points to. */
  readonly target?: string
}

export interface Index {
  readonly name: string
  readonly columns: readonly string[]
  readonly isUnique?: boolean
  /** Equal nulls are equal values. */
  readonly nullsEqual?: boolean
  readonly where?: string
}

export interface Table {
  readonly name: string
  readonly comment: string
  readonly scope: Resource['scope']
  readonly columns: readonly Column[]
  readonly constraints: readonly Constraint[]
  readonly indexes: readonly Index[]
  /** Columns whose target a trigger tests, with the table they point to (DOMAIN 1). */
  readonly guards: Readonly<Record<string, string>>
  /** Its list may be filtered by tags. */
  readonly isTagged: boolean
}

export type Records = ReadonlyMap<string, Resource>

/** Rows of a standard have no tenant, so their key is the id alone. */
export function hasTenantKey(record: Resource): boolean {
  const { hasTenant, mayBeStandard } = standing(record)
  return hasTenant && !mayBeStandard
}

export function primaryKey(table: string, columns: readonly string[]): Constraint {
  return { name: `pk_${table}`, sql: `primary key (${columns.join(', ')})` }
}
