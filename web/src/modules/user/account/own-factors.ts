/** What the server tells of one's own factors and trusted devices. */

export interface OwnFactor {
  readonly id: string
  readonly kind: 'totp' | 'email'
  readonly address: string | null
  readonly created_at: string
  readonly last_used_at: string | null
}

export interface OwnPasskey {
  readonly id: string
  readonly name: string
  readonly is_backed_up: boolean
  readonly created_at: string
  readonly last_used_at: string | null
}

export interface TrustedDevice {
  readonly id: string
  readonly browser: string
  readonly system: string
  readonly address: string
  readonly created_at: string
  readonly last_used_at: string | null
  readonly expires_at: string
}

export interface OwnFactors {
  readonly policy: 'off' | 'offered' | 'required'
  readonly factors: readonly OwnFactor[]
  readonly passkeys: readonly OwnPasskey[]
  /** Whoever signs in by a provider or a passkey alone has none. */
  readonly has_password: boolean
  readonly recovery_codes_left: number
  readonly trusted_devices: readonly TrustedDevice[]
}
