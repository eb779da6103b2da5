/** One's own profile as the server tells it, and what became of it. */

export interface Profile {
  readonly version: number
  readonly username: string
  readonly display_name: string
  readonly email: string | null
  readonly phone_number: string
  readonly job_title: string
  readonly language: string
  readonly timezone: string
  readonly profile_picture: string | null
  /** Opens the picture for some minutes. */
  readonly profile_picture_url: string | null
  readonly preferences: Readonly<Record<string, unknown>>
  readonly email_visibility: string
  readonly phone_visibility: string
  readonly photo_visibility: string
  readonly site_visibility: string
}

/** One change of an account, with its values as its user may read them (UPR-05). */
export interface ProfileChange {
  readonly id: string
  readonly occurred_at: string
  readonly actor_name: string
  readonly action: string
  readonly changes: Readonly<Record<string, { readonly old: unknown; readonly new: unknown }>>
}
