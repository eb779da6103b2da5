/** What the matrix shows now: searched, narrowed, folded, each cell with its sign. */
import { computed, ref } from 'vue'
import type { Translate } from '#web/look/words/catalogue.ts'
import type { AccessTexts } from '#web/modules/user/access-texts.ts'
import { type Grants, type Mark, show, type Shown } from './marks.ts'
import { groupsOf, type Line, type MatrixRow, permissionsIn, type Verb, verbs } from './matrix.ts'
import type { Permission } from './rights.ts'

export const choices = ['all', 'granted', 'inherited', 'unsaved', 'differing'] as const
export type Choice = (typeof choices)[number]

export interface MatrixSource {
  readonly permissions: () => readonly Permission[]
  readonly role: () => Grants
  readonly other: () => Grants | null
  /** Codes whose grant is not saved yet. */
  readonly changed: () => ReadonlySet<string>
  readonly labelOf: (row: MatrixRow) => string
  readonly t: Translate<AccessTexts>
}

export function useMatrixView(source: MatrixSource) {
  const search = ref('')
  const choice = ref<Choice>('all')
  const folded = ref<ReadonlySet<string>>(new Set())
  const groups = computed(() => groupsOf(source.permissions()))
  const shown = computed(() => {
    const [role, other] = [source.role(), source.other()]
    return new Map(
      source
        .permissions()
        .map((permission): [string, Shown] => [permission.code, show(permission, role, other, source.t)]),
    )
  })
  const shownOf = ({ code }: Permission): Shown => shown.value.get(code)!

  function isWanted(permission: Permission): boolean {
    const { mark, held, differs } = shownOf(permission)
    if (choice.value === 'granted') return held
    if (choice.value === 'inherited') return mark === 'inherited'
    if (choice.value === 'unsaved') return source.changed().has(permission.code)
    return choice.value === 'all' || differs
  }

  function isFound(row: MatrixRow): boolean {
    const text = search.value.trim().toLowerCase()
    if (text === '') return true
    const words = permissionsIn(row).flatMap(({ code, label }) => [code, label])
    return [source.labelOf(row), ...words].some((word) => word.toLowerCase().includes(text))
  }

  const visible = computed(() =>
    groups.value.flatMap((group) => {
      const rows = group.rows.filter((row) => isFound(row) && permissionsIn(row).some(isWanted))
      const all = group.rows.flatMap(permissionsIn)
      const granted = all.filter((permission) => shownOf(permission).held).length
      const isFolded = folded.value.has(group.module) && search.value === ''
      return rows.length === 0 ? [] : [{ ...group, rows, isFolded, granted, all: all.length }]
    }),
  )

  const lines = computed(() => linesOf(visible.value, source.other() === null))

  function fold(module: string): void {
    const next = new Set(folded.value)
    if (!next.delete(module)) next.add(module)
    folded.value = next
  }

  function clear(): void {
    search.value = ''
    choice.value = 'all'
  }

  return { search, choice, visible, lines, shownOf, fold, clear }
}

interface VisibleGroup {
  readonly module: string
  readonly rows: readonly MatrixRow[]
  readonly isFolded: boolean
}

/** The cells in the order of the screen, for the arrow keys; a comparison has none in the heads of modules. */
function linesOf(groups: readonly VisibleGroup[], hasHeads: boolean): Line[] {
  return groups.flatMap(({ module, rows, isFolded }) => {
    const columns = verbs.filter((verb) => rows.some(({ cells }) => cells[verb]))
    const head = columns.length > 0 && hasHeads ? [{ key: `${module}:`, columns }] : []
    const below = rows.map(({ key, cells, functions }) => ({
      key,
      columns: [...verbs.filter((verb) => cells[verb]), ...functions.map(({ code }) => code)],
    }))
    return [...head, ...(isFolded ? [] : below)]
  })
}

/** The sign over a column of a module: all, some or none of it granted. */
export function markOfAll(rows: readonly MatrixRow[], verb: Verb, shownOf: (one: Permission) => Shown): Mark {
  const held = rows.flatMap(({ cells }) => cells[verb] ?? []).map((permission) => shownOf(permission).held)
  if (held.every(Boolean)) return 'own'
  return held.some(Boolean) ? 'some' : 'none'
}
