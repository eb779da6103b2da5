/** What duties are reckoned from: grants, rights on rows, roles, places and rules at one moment. */

export interface Grant {
  readonly id: string
  readonly user: string
  readonly kind: 'membership' | 'regular' | 'elevation' | 'row'
  readonly role: string
  readonly organization: string
  readonly includes_descendants: boolean
  readonly starts_at: string | null
  readonly ends_at: string | null
  /** Of a right on a single row, which no role gives. */
  readonly permissions?: readonly string[]
}

/** A right on a single row, of one user or of everybody with a role. */
export interface RowRight {
  readonly id: string
  readonly user: string | null
  readonly role: string | null
  readonly permissions: readonly string[]
  /** The organization of the row, or the root where it belongs to the whole tenant. */
  readonly organization: string
  readonly ends_at: string | null
}

export interface RoleFacts {
  readonly id: string
  readonly name: string
  readonly permissions: readonly string[]
  readonly inherits: readonly string[]
  readonly valid_until: string | null
}

export interface Place {
  readonly id: string
  /** From the root down to itself. */
  readonly ancestors: readonly string[]
  readonly is_active: boolean
}

export interface Rule {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly one_side: readonly string[]
  readonly other_side: readonly string[]
  readonly response: 'refuse' | 'approve' | 'report'
  readonly binds_administrators: boolean
}

export interface DutyWorld {
  readonly grants: readonly Grant[]
  readonly roles: ReadonlyMap<string, RoleFacts>
  readonly rows: readonly RowRight[]
  readonly places: readonly Place[]
  readonly rules: readonly Rule[]
  readonly now: Date
}
