/** What a role grants, cell by cell: by itself, by a pattern such as `sales.*`, or inherited and from whom. */

export interface Permission {
  readonly code: string
  readonly module: string
  /** Null for a function that belongs to no record. */
  readonly record: string | null
  readonly verb: string
  readonly label: string
}

export interface RoleFacts {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly permissions: readonly string[]
  readonly inherits: readonly string[]
  readonly valid_until: string | null
  readonly field_rules?: Readonly<Record<string, 'hidden' | 'frozen'>>
  readonly row_rules?: Readonly<Record<string, 'own'>>
}

/** A role above, with the names of the roles on the way to it, itself last. */
export interface Ancestor {
  readonly role: RoleFacts
  readonly path: readonly string[]
}

export interface Standing {
  /** Named in the role itself. */
  readonly own: boolean
  /** The pattern of the role itself that covers it. */
  readonly pattern: string | null
  readonly inherited: readonly Ancestor[]
}

/** True where one entry of a role covers a permission: the code itself, or `*`, `sales.*`, `*.view_*`. */
export function covers(granted: string, code: string): boolean {
  if (granted === '*' || granted === code) return true
  if (!granted.includes('*')) return false
  const [module, verb] = granted.split('.')
  const [wantedModule, wantedVerb = ''] = code.split('.')
  if (module !== '*' && module !== wantedModule) return false
  return verb === '*' || (verb === 'view_*' && wantedVerb.startsWith('view_'))
}

/** Everything above, nearest first, each role once; one that is over gives nothing and passes nothing on. */
export function ancestorsOf(
  inherits: readonly string[],
  roles: ReadonlyMap<string, RoleFacts>,
  now: number,
): Ancestor[] {
  const found = new Map<string, Ancestor>()
  const waiting = inherits.map((id) => ({ id, path: [] as readonly string[] }))
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const role = roles.get(next.id)
    if (role === undefined || found.has(role.id)) continue
    if (role.valid_until !== null && Date.parse(role.valid_until) <= now) continue
    const path = [...next.path, role.name]
    found.set(role.id, { role, path })
    waiting.push(...role.inherits.map((id) => ({ id, path })))
  }
  return [...found.values()]
}

export function standingOf(
  code: string,
  permissions: readonly string[],
  ancestors: readonly Ancestor[],
): Standing {
  const pattern = permissions.find((granted) => granted !== code && covers(granted, code))
  return {
    own: permissions.includes(code),
    pattern: pattern ?? null,
    inherited: ancestors.filter(({ role }) => role.permissions.some((granted) => covers(granted, code))),
  }
}

export const holds = ({ own, pattern, inherited }: Standing): boolean =>
  own || pattern !== null || inherited.length > 0

/** The role's own list with codes added or taken out, in order. */
export function changed(
  permissions: readonly string[],
  codes: readonly string[],
  isGranted: boolean,
): string[] {
  const rest = permissions.filter((granted) => !codes.includes(granted))
  return (isGranted ? [...rest, ...codes] : rest).toSorted()
}

/** Patterns spelled out, so that single permissions can be taken away. */
export function spelledOut(permissions: readonly string[], all: readonly Permission[]): string[] {
  return all.map(({ code }) => code).filter((code) => permissions.some((granted) => covers(granted, code)))
}
