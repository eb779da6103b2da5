/** A conflict of duties as the report tells it. */

export interface Cause {
  readonly permission: string
  readonly label: string
  readonly id: string
  readonly role: string
  readonly role_name: string
  readonly organization_name: string
}

export interface Conflict {
  readonly user: string
  readonly username: string
  readonly display_name: string
  readonly rule: string
  readonly rule_name: string
  readonly response: 'refuse' | 'approve' | 'report'
  readonly organizations: readonly { readonly id: string; readonly name: string }[]
  readonly by_administrator: boolean
  readonly one_side: readonly Cause[]
  readonly other_side: readonly Cause[]
  readonly exception: { readonly id: string; readonly reason: string; readonly ends_at: string | null } | null
}

/** What may be done on one side, and by which roles; a role that gives several is named once. */
export function sideOf(causes: readonly Cause[]): { readonly rights: string[]; readonly roles: string[] } {
  return {
    rights: [...new Set(causes.map(({ label }) => label))],
    roles: [...new Set(causes.map(({ role_name: name }) => name))],
  }
}
