/** A colleague as the directory answers; what somebody hides is not in it. */

export const presences = ['active', 'away', 'inactive'] as const

export interface Person {
  readonly id: string
  readonly username: string
  readonly display_name: string
  readonly job_title: string
  readonly state: (typeof presences)[number]
  readonly roles: readonly { readonly code: string; readonly name: string }[]
  readonly department: string | null
  readonly department_name: string | null
  readonly manager: string | null
  readonly manager_name: string | null
  readonly email?: string | null
  readonly phone?: string | null
  readonly photo?: string | null
  /** Opens the photo for some minutes. */
  readonly photo_url?: string | null
  readonly site?: string | null
  readonly site_name?: string | null
}
