/** Every permission there is: the verbs on each record, its moves, and what modules add. */
import { modules } from '#contract/modules.ts'
import { isCreatable, movesOf, permissionOf, type Resource } from '#contract/kit/resource.ts'

export interface Permission {
  readonly code: string
  readonly module: string
  /** Null where it belongs to no record. */
  readonly record: string | null
  readonly verb: string
  /** In English and German, where no record names it. */
  readonly label?: readonly [english: string, german: string]
}

export const permissions: readonly Permission[] = modules.flatMap((module) => [
  ...module.records.flatMap((record: Resource) => permissionsOf(module.name, record)),
  ...Object.entries(module.permissions ?? {}).map(([code, label]) => {
    const verb = code.slice(code.indexOf('.') + 1)
    return { code, module: module.name, record: null, verb, label }
  }),
])

const codes = new Set(permissions.map(({ code }) => code))

/** Lines are read and written with their document. */
function permissionsOf(module: string, record: Resource): Permission[] {
  if (record.partOf !== undefined) return []
  const verbs = [...new Set([...verbsOf(record), ...transferVerbs(record), ...movesOf(record)])]
  return verbs.map((verb) => ({ code: permissionOf(record, verb), module, record: record.name, verb }))
}

/** Every list may be exported; what the API writes may be imported. */
function transferVerbs(record: Resource): readonly string[] {
  return isCreatable(record) ? ['export', 'import'] : ['export']
}

/** A record without writes of its own may still be made: a job, a printed document. */
function verbsOf(record: Resource): readonly string[] {
  if (record.scope === 'global' || record.access?.includes('ledger')) return ['view']
  return record.access?.includes('fixed') ? ['view', 'add'] : ['view', 'add', 'change', 'delete']
}

/** True for a code, and for what a role may say for many at once: `*`, `sales.*`, `*.view_*`. */
export function isPermission(text: string): boolean {
  if (codes.has(text) || text === '*' || text === '*.view_*') return true
  const [module, verb, more] = text.split('.')
  const isModule = modules.some(({ name }) => name === module)
  return isModule && more === undefined && (verb === '*' || verb === 'view_*')
}
