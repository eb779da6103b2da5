/** The menu of this reader: the modules and pages they may see, in their language and organization. */
import { computed, inject, type InjectionKey } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'
import type { Language } from '#web/look/words/language.ts'
import type { RecordName } from '#contract/record-names.ts'
import { useSession } from '#web/kit/client/session.ts'
import { isAccountPage, neededFor, pathOf, type WebModule } from './module.ts'
import { nameOfEntry } from './start-place.ts'

export const modulesKey: InjectionKey<readonly WebModule[]> = Symbol('modules')

export interface MenuItem {
  readonly label: string
  readonly to: string
  readonly name: string
  readonly current: boolean
  readonly record?: RecordName
  readonly searched?: true
}

export interface MenuGroup {
  readonly name: string
  readonly label: string
  readonly icon: string
  readonly current: boolean
  readonly items: readonly MenuItem[]
}

export function useModules(): readonly WebModule[] {
  return inject(modulesKey, [])
}

export function useMenu() {
  const modules = useModules()
  const session = useSession()
  const route = useRoute()
  const { locale } = useI18n()

  return computed<MenuGroup[]>(() => {
    const language = locale.value as Language
    const here = route.path.replace(/\/$/, '')
    return modules
      .map((module) => {
        const items = module.menu
          .filter((entry) => {
            const permission = neededFor(entry)
            return permission === undefined || session.may(permission)
          })
          .map((entry) => {
            const to = `/${language}/${pathOf(module, entry)}`
            const current = here === to || here.startsWith(`${to}/`)
            const query = entry.query ? `?${entry.query}` : ''
            const { record, searched } = entry
            return {
              label: entry.label[language],
              to: to + query,
              name: nameOfEntry(module, entry),
              current,
              ...(record ? { record } : {}),
              ...(searched ? { searched } : {}),
            }
          })
        const isOwn = isAccountPage(module, here.split('/').slice(2).join('/'))
        const current = here.split('/')[2] === module.name && !isOwn
        return { name: module.name, label: module.label[language], icon: module.icon, current, items }
      })
      .filter((group) => group.items.length > 0)
  })
}
