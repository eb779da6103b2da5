/** A colleague as the directory answers; what somebody hides is not in it. */

export interface Person {
  readonly id: string
  readonly username: string
  readonly display_name: string
  readonly job_title: string
  readonly state: 'active' | 'away' | 'inactive'
  readonly roles: readonly { readonly code: string; readonly name: string }[]
  readonly department_name: string | null
  readonly manager_name: string | null
  readonly email?: string | null
  readonly phone?: string | null
  readonly photo?: string | null
  readonly site_name?: string | null
}

/** First and last letter of the name's first and last word. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase()
}
