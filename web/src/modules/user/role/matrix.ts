/** The rows and columns of the permission matrix: records by module, six verbs, and further functions. */
import type { Permission } from './rights.ts'

export const verbs = ['view', 'add', 'change', 'delete', 'export', 'import'] as const
export type Verb = (typeof verbs)[number]

export interface MatrixRow {
  readonly key: string
  /** Null for functions of the module that belong to no record. */
  readonly record: string | null
  readonly cells: Readonly<Partial<Record<Verb, Permission>>>
  readonly functions: readonly Permission[]
}

export interface MatrixGroup {
  readonly module: string
  readonly rows: readonly MatrixRow[]
}

const isVerb = (verb: string): verb is Verb => (verbs as readonly string[]).includes(verb)

/** In the order the API gives: that of the modules and their records. */
export function groupsOf(permissions: readonly Permission[]): MatrixGroup[] {
  const modules = Map.groupBy(permissions, ({ module }) => module)
  return [...modules].map(([module, own]) => ({
    module,
    rows: [...Map.groupBy(own, ({ record }) => record)].map(([record, list]) => rowOf(module, record, list)),
  }))
}

function rowOf(module: string, record: string | null, list: readonly Permission[]): MatrixRow {
  const plain = record === null ? [] : list.filter(({ verb }) => isVerb(verb))
  return {
    key: record ?? `${module}.`,
    record,
    cells: Object.fromEntries(plain.map((permission) => [permission.verb, permission])),
    functions: list.filter((permission) => !plain.includes(permission)),
  }
}

export const permissionsIn = ({ cells, functions }: MatrixRow): Permission[] => [
  ...verbs.flatMap((verb) => cells[verb] ?? []),
  ...functions,
]

/** One line that can be walked: its cells by column, functions behind the verbs. */
export interface Line {
  readonly key: string
  readonly columns: readonly string[]
}

/** Where an arrow leads from a cell; where there is none, the nearest before it in that line. */
export function step(
  lines: readonly Line[],
  from: readonly [line: string, column: string],
  key: string,
): readonly [string, string] | null {
  const at = lines.findIndex((line) => line.key === from[0])
  const line = lines[at]
  if (line === undefined) return null
  const column = line.columns.indexOf(from[1])
  const within: Record<string, number> = {
    forward: column + 1,
    backward: column - 1,
    Home: 0,
    End: line.columns.length - 1,
  }
  if (key in within) {
    const next = line.columns[within[key] ?? -1]
    return next === undefined ? null : [line.key, next]
  }
  const below = lines[at + (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0)]
  if (below === undefined || below === line) return null
  const same = below.columns.includes(from[1])
    ? from[1]
    : below.columns[Math.min(column, below.columns.length - 1)]
  return same === undefined ? null : [below.key, same]
}
