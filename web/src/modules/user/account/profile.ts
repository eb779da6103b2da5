/** What of one's own profile is written on its page. */
import type { Profile } from '#contract/user/profile.ts'

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

export const switches = ['dense', 'single_keys', 'menu_folded'] as const
const chosenByName = ['colours', 'start_page']

/** As the fields of the page hold them; what was never chosen is as Kontor comes. */
export function fieldsOf(profile: Profile): Record<string, string> {
  const { colours, start_page: start, dense, single_keys: keys, menu_folded: folded } = profile.preferences
  return {
    ...Object.fromEntries(written.map((name) => [name, profile[name] ?? ''])),
    colours: String(colours ?? 'system'),
    start_page: String(start ?? ''),
    dense: String(dense ?? false),
    single_keys: String(keys ?? true),
    menu_folded: String(folded ?? false),
  }
}

/** What is sent: an empty address is none, and the preferences go together with those this page does not know. */
export function bodyOf(changes: readonly (readonly [string, string])[], { preferences }: Profile): object {
  const body: Record<string, unknown> = {}
  const chosen: Record<string, unknown> = { ...preferences }
  for (const [name, value] of changes) {
    if (chosenByName.includes(name)) chosen[name] = value
    else if (switches.some((each) => each === name)) chosen[name] = value === 'true'
    else body[name] = name === 'email' && value.trim() === '' ? null : value.trim()
  }
  const isChanged = JSON.stringify(chosen) !== JSON.stringify(preferences)
  return isChanged ? { ...body, preferences: chosen } : body
}
