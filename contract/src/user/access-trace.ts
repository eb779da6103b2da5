/** What the server answers about access: the trace of one verdict, and all that somebody holds. */

export interface Step {
  readonly id: string
  readonly kind: 'membership' | 'regular' | 'elevation'
  readonly organization: string
  readonly organization_name: string
  readonly includes_descendants: boolean
  readonly role: string
  readonly role_name: string
  readonly starts_at: string | null
  readonly ends_at: string | null
  readonly reason: string
  readonly path: readonly string[]
  readonly by: readonly string[]
  readonly state: StepState
  readonly reaches: boolean
  readonly own_rows_only: boolean
  readonly counts: boolean
}

export type StepState =
  | 'effective'
  | 'not_started'
  | 'ended'
  | 'requested'
  | 'rejected'
  | 'inactive'
  | 'role_over'

export type Reason =
  | 'granted'
  | 'own_row'
  | 'object'
  | 'not_own_row'
  | 'not_here'
  | 'not_granted'
  | 'inactive'

export interface Trace {
  readonly user: string
  readonly permission: string
  readonly label: string
  readonly organization: string | null
  readonly record: string | null
  readonly id: string | null
  readonly is_allowed: boolean
  readonly reason: Reason
  readonly grants: readonly Step[]
  readonly object_permissions: readonly {
    readonly id: string
    readonly can_view: boolean
    readonly can_change: boolean
    readonly can_delete: boolean
    readonly ends_at: string | null
    readonly reason: string
    readonly counts: boolean
  }[]
  readonly roles: readonly { readonly id: string; readonly code: string; readonly name: string }[]
}

export interface Effective {
  readonly results: readonly {
    readonly permission: string
    readonly label: string
    readonly module: string
    readonly record: string | null
    readonly organizations: readonly string[]
    readonly own_rows_in: readonly string[]
    readonly sources: readonly {
      readonly id: string
      readonly kind: Step['kind']
      readonly role_name: string
      readonly path: readonly string[]
    }[]
  }[]
}
