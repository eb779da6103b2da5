/** Scopes of keys and tokens: patterns of permissions that take away and never add (RULINGS 5). */
import { permissionOf } from '#contract/kit/resource.ts'
import type { Identity, ObjectRights } from '#server/kit/identity.ts'
import { isInScope } from '#server/kit/rights.ts'

/** What both patterns allow, as a pattern; null where that is nothing. */
export function intersect(left: string, right: string): string | null {
  const [a, b] = [partsOf(left), partsOf(right)]
  const module = a.module === '*' ? b.module : b.module === '*' || b.module === a.module ? a.module : null
  const verb = narrowerVerb(a.verb, b.verb) ?? narrowerVerb(b.verb, a.verb)
  if (module === null || verb === null) return null
  return module === '*' && verb === '*' ? '*' : `${module}.${verb}`
}

function partsOf(pattern: string): { readonly module: string; readonly verb: string } {
  const [module = '', verb = '*'] = pattern.split('.')
  return { module, verb }
}

/** `narrow` where `wide` allows it. */
function narrowerVerb(wide: string, narrow: string): string | null {
  if (wide === '*' || wide === narrow) return narrow
  return wide === 'view_*' && narrow.startsWith('view_') ? narrow : null
}

/** True where `scopes` allow all that `pattern` does. */
export function covers(scopes: readonly string[], pattern: string): boolean {
  return scopes.some((scope) => intersect(scope, pattern) === pattern)
}

/** The same identity with no more than every list of scopes allows. */
export function narrowed(identity: Identity, scopes: readonly (readonly string[])[]): Identity {
  return {
    ...identity,
    scopes,
    permissionCache: new Map(),
    objects: new Map(
      [...identity.objects].map(([name, rights]) => [name, narrowedRights(name, rights, scopes)]),
    ),
    memberships: identity.memberships.map((membership) => ({
      ...membership,
      permissions: scopes.reduce(
        (held: readonly string[], list) =>
          held.flatMap((granted) => list.flatMap((scope) => intersect(granted, scope) ?? [])),
        membership.permissions,
      ),
    })),
  }
}

const nothing: ReadonlySet<string> = new Set()

/** Rights on single rows, of which a scope takes the verbs it does not have. */
function narrowedRights(
  name: string,
  rights: ObjectRights,
  scopes: readonly (readonly string[])[],
): ObjectRights {
  const within = (verb: keyof ObjectRights) =>
    isInScope({ scopes }, permissionOf({ name }, verb)) ? rights[verb] : nothing
  return { view: within('view'), change: within('change'), delete: within('delete') }
}
