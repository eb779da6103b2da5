/** Which records rules are for, by module; lines have fields of their own and no owners. */
import type { Resource } from '#contract/kit/resource.ts'
import { records } from '#contract/modules.ts'

const all = [...records.values()]
const byModule = (list: readonly Resource[]) => [
  ...Map.groupBy(list, ({ name }) => name.slice(0, name.indexOf('.'))),
]

export type RecordGroups = ReturnType<typeof byModule>

export const ruledRecords = {
  fields: byModule(all),
  rows: byModule(all.filter(({ partOf, scope }) => partOf === undefined && scope !== 'global')),
}

/** The fields beside its maker by which a row is one's own: those that name a user and are not the server's. */
export function ownersOf(name: string): readonly string[] {
  return Object.entries(records.get(name)?.fields ?? {})
    .filter(
      ([, { kind, to, mode }]) => kind === 'reference' && to === 'user.user_account' && mode !== 'server',
    )
    .map(([field]) => field)
}
