/** What the server tells of the providers one's own account is linked to, and of those it could be. */

export interface Way {
  readonly id: string
  readonly name: string
  readonly kind: 'oidc' | 'oauth2' | 'ldap'
}

export interface OwnLink {
  readonly id: string
  readonly provider: string
  readonly provider_name: string
  readonly kind: Way['kind']
  readonly is_active: boolean
  readonly linked_at: string
  readonly last_used_at: string | null
}

export interface OwnLinks {
  readonly results: readonly OwnLink[]
  readonly available: readonly Way[]
}

const failures = {
  'user.link_taken': 'taken',
  'user.link_exists': 'exists',
  'user.not_confirmed': 'too_late',
  'user.provider_unreachable': 'unreachable',
} as const

/** Which text says why the way to a provider led to no link; null where nothing went wrong. */
export function failureOf(code: unknown): (typeof failures)[keyof typeof failures] | 'refused' | null {
  if (typeof code !== 'string') return null
  return failures[code as keyof typeof failures] ?? 'refused'
}
