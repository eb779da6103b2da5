/** What of the reader's own profile the whole screen follows: picture and preferences. */
import { ref } from 'vue'
import type { Profile } from '#contract/user/profile.ts'
import { api } from '#web/kit/client/connection.ts'
import { apiPath } from '#web/kit/record/record-paths.ts'
import { type ColourMode, colourMode, colourModes } from '#web/look/colour-mode.ts'
import { dense } from '#web/look/density.ts'
import { singleKeys } from '#web/look/keyboard/shortcuts.ts'
import { remembered } from '#web/look/remembered.ts'

/** The file, and an address of it for some minutes; null is none, or not known yet. */
export const ownPhoto = ref<{ readonly id: string | null; readonly source: string | null }>()

/** The address of a picture by the id of its file; it asks for the right to see it each time. */
export const photoAddress = (id: string | null | undefined, size: 96 | 320): string | null =>
  id ? `/api/v1/${apiPath({ name: 'common.file' }, id, 'content')}?size=${size}` : null

/** Without it the initials and what this browser remembers serve, so that no failure need be told. */
export async function readOwnProfile(): Promise<Profile | null> {
  const profile = await api.get<Profile>('profiles/me/').catch(() => null)
  if (profile !== null) followProfile(profile)
  return profile
}

/** Preferences count once in each browser when they have changed; afterwards the switches on the screen do. */
export function followProfile({
  username,
  profile_picture: id,
  profile_picture_url: source,
  preferences,
}: Profile): void {
  ownPhoto.value = { id, source }
  const mark = `${username} ${JSON.stringify(preferences)}`
  const followed = remembered('preferences', '')
  if (followed.value === mark) return
  followed.value = mark
  const { colours, single_keys: keys, menu_folded: folded, dense: close } = preferences
  if (isColourMode(colours)) colourMode.value = colours
  if (typeof keys === 'boolean') singleKeys.value = keys
  if (typeof folded === 'boolean') remembered('menu_folded', false).value = folded
  if (typeof close === 'boolean') dense.value = close
}

const isColourMode = (value: unknown): value is ColourMode => colourModes.some((mode) => mode === value)
