/** Where a reader wants to arrive: a page of the menu in place of the open work. */
import { useSession } from '#web/kit/client/session.ts'
import type { Language } from '#web/look/words/language.ts'
import { type MenuEntry, neededFor, pathOf, type WebModule } from './module.ts'
import { readOwnProfile } from './own-profile.ts'

/** As the preferences keep it: the name of a record, or the address of a page. */
export const nameOfEntry = (module: WebModule, entry: MenuEntry): string =>
  entry.record ?? pathOf(module, entry)

/** Null where none was chosen, or where the reader may no longer open it. */
export async function chosenStart(modules: readonly WebModule[], language: Language): Promise<string | null> {
  const wanted = (await readOwnProfile())?.preferences.start_page
  const session = useSession()
  for (const module of modules) {
    const found = module.menu.find((entry) => nameOfEntry(module, entry) === wanted)
    const needed = found && neededFor(found)
    if (found && (needed === undefined || session.mayAnywhere(needed)))
      return `/${language}/${pathOf(module, found)}`
  }
  return null
}
