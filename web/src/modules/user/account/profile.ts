/** One's own profile as the server tells it, and what of it is written here. */

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
  readonly email_visibility: string
  readonly phone_visibility: string
  readonly photo_visibility: string
  readonly site_visibility: string
}

export const visible = [
  'email_visibility',
  'phone_visibility',
  'photo_visibility',
  'site_visibility',
] as const
const written = [
  'display_name',
  'email',
  'phone_number',
  'job_title',
  'language',
  'timezone',
  ...visible,
] as const

export function fieldsOf(profile: Profile): Record<string, string> {
  return Object.fromEntries(written.map((name) => [name, profile[name] ?? '']))
}
