/** The security page's answer. */

export interface Login {
  readonly id: string
  readonly occurred_at: string
  readonly action: string
  readonly username: string | null
  readonly address: string | null
  readonly device: string | null
}

export interface Overview {
  readonly poll_seconds: number
  readonly logins: {
    readonly succeeded: number
    readonly failed: number
    readonly denied: number
    readonly steps: readonly { readonly at: string; readonly succeeded: number; readonly failed: number }[]
    readonly by_user: readonly {
      readonly username: string | null
      readonly failed: number
      readonly addresses: number
    }[]
    readonly by_address: readonly {
      readonly address: string
      readonly failed: number
      readonly names: number
    }[]
    readonly latest: readonly Login[]
  }
  readonly locked_accounts: readonly {
    readonly user_id: string
    readonly username: string
    readonly display_name: string
    readonly locked_until: string | null
  }[]
  readonly unusual_sessions: readonly {
    readonly id: string
    readonly user_id: string
    readonly display_name: string
    readonly created_at: string
    readonly address: string | null
    readonly device: string | null
  }[]
  readonly expiring_keys: readonly {
    readonly record: string
    readonly id: string
    readonly name: string
    readonly due_at: string
    readonly is_overdue: boolean
  }[]
  readonly open_requests: readonly unknown[]
  readonly duty_conflicts: { readonly open: number }
  readonly alerts: readonly {
    readonly id: string
    readonly occurred_at: string
    readonly subject: string
    readonly kind: string
  }[]
}

export interface Hour {
  readonly at: string
  readonly succeeded: number
  readonly failed: number
}

const hourInMilliseconds = 60 * 60_000
const hoursShown = 24

/** Every hour of the last day, also those in which nobody came. */
export function hoursOf(steps: readonly Hour[], now: number): Hour[] {
  const known = new Map(steps.map((step) => [Date.parse(step.at), step]))
  const last = Math.floor(now / hourInMilliseconds) * hourInMilliseconds
  return Array.from({ length: hoursShown }, (_, index) => {
    const at = last - (hoursShown - 1 - index) * hourInMilliseconds
    return known.get(at) ?? { at: new Date(at).toISOString(), succeeded: 0, failed: 0 }
  })
}
