/** What a module tells the shell: its place in the menu, its own pages, its texts. */
import { type Component, defineAsyncComponent } from 'vue'
import type { RouteComponent } from 'vue-router'
import { permissionOf } from '#contract/kit/resource.ts'
import { type RecordName, recordPaths } from '#contract/record-names.ts'
import type { MoveWindows } from '#web/kit/record/move-windows.ts'
import type { Language, Localized } from '#web/look/words/language.ts'

export type TextLoaders = Readonly<Record<Language, () => Promise<Record<string, unknown>>>>
type LazyPage = () => Promise<RouteComponent>

export interface MenuEntry {
  readonly label: Localized
  /** Leads to the list of a record; the permission to view it is asked for. */
  readonly record?: RecordName
  /** The search over everything looks through its rows. */
  readonly searched?: true
  /** What of the list is meant, as its address says it: `state=open`. */
  readonly query?: string
  /** Leads to an own page of the module, below `/<language>/<module>/`. */
  readonly page?: string
  /** The permission an own page needs, or another one than viewing the record. */
  readonly permission?: string
}

export interface ModulePage {
  /** Below `/<language>/<module>/`: `sales-orders/:id`. Goes before the generic screens. */
  readonly path: string
  readonly component: LazyPage
  readonly permission?: string
}

export interface WebModule {
  readonly name: string
  readonly label: Localized
  readonly icon: string
  readonly menu: readonly MenuEntry[]
  /** Own pages that everybody has of himself: behind the initials on top. */
  readonly account?: readonly (MenuEntry & { readonly page: string; readonly icon: string })[]
  /** Own pages by their path, or by the record of which they show one row (its list stays generic). */
  readonly pages?: readonly ModulePage[] | Readonly<Partial<Record<RecordName, LazyPage>>>
  /** The windows of moves that ask for more than a click. */
  readonly moves?: Readonly<Partial<Record<RecordName, Readonly<Record<string, () => Promise<Component>>>>>>
  /** The texts of its own pages, below the module's name: `{ sales: { … } }`. */
  readonly texts?: TextLoaders
  /** Takes the place of the start page. */
  readonly start?: LazyPage
}

/** The own pages of a module, each with its path. */
export function pagesGiven({ pages = [] }: WebModule): readonly ModulePage[] {
  if (isList(pages)) return pages
  return Object.entries(pages).map(([name, component]) => ({
    path: `${recordPaths[name as RecordName]}/:id`,
    component,
    permission: permissionOf({ name }, 'view'),
  }))
}

function isList(pages: NonNullable<WebModule['pages']>): pages is readonly ModulePage[] {
  return Array.isArray(pages)
}

/** The window of each move that has one, fetched when it is first opened. */
export function moveWindowsOf(modules: readonly WebModule[]): MoveWindows {
  const windows = new Map<string, Component>()
  for (const [record, moves] of modules.flatMap((module) => Object.entries(module.moves ?? {}))) {
    for (const [move, load] of Object.entries(moves)) {
      windows.set(`${record} ${move}`, defineAsyncComponent(load))
    }
  }
  return (record, move) => windows.get(`${record} ${move}`)
}

/** The address of a menu entry below `/<language>/`. */
export function pathOf(module: WebModule, entry: MenuEntry): string {
  const end = entry.record ? recordPaths[entry.record] : entry.page
  return end ? `${module.name}/${end}` : module.name
}

/** True at the pages of one's own account; `here` is below `/<language>/`. */
export function isAccountPage(module: WebModule, here: string): boolean {
  return (module.account ?? []).some((entry) => pathOf(module, entry) === here)
}

export function neededFor(entry: MenuEntry): string | undefined {
  return entry.permission ?? (entry.record && permissionOf({ name: entry.record }, 'view'))
}

/** The record whose screens stand at `/<language>/<module>/<records>`. */
export function recordAt(module: string, records: string): RecordName | undefined {
  const names = Object.keys(recordPaths) as RecordName[]
  return names.find((name) => name.startsWith(`${module}.`) && recordPaths[name] === records)
}

/** The module whose page stands at a path. */
export function moduleAt(modules: readonly WebModule[], path: string): WebModule | undefined {
  const name = path.split('/')[2]
  if (!name) return modules.find((module) => module.start)
  return modules.find((module) => module.name === name)
}
