/** The sign in each cell of the matrix, and the sentence that says the same. */
import type { Translate } from '#web/look/words/catalogue.ts'
import type { AccessTexts } from '#web/modules/user/access-texts.ts'
import { type Ancestor, holds, type Permission, standingOf } from './rights.ts'

/** `some` stands only in the head of a module; `both`, `mine`, `theirs` only in a comparison. */
export type Mark = 'none' | 'some' | 'own' | 'pattern' | 'inherited' | 'both' | 'mine' | 'theirs'

/** What a role grants, as far as the matrix needs it. */
export interface Grants {
  readonly name: string
  readonly permissions: readonly string[]
  readonly ancestors: readonly Ancestor[]
}

export interface Shown {
  readonly mark: Mark
  readonly said: string
  readonly held: boolean
  readonly differs: boolean
}

export function show(
  { code, label }: Permission,
  role: Grants,
  other: Grants | null,
  t: Translate<AccessTexts>,
): Shown {
  const standing = standingOf(code, role.permissions, role.ancestors)
  const held = holds(standing)
  const what = label
  if (other !== null) {
    const theirs = holds(standingOf(code, other.permissions, other.ancestors))
    const mark = held ? (theirs ? 'both' : 'mine') : theirs ? 'theirs' : 'none'
    const name = mark === 'mine' ? role.name : other.name
    const key = mark === 'both' ? 'both_said' : mark === 'none' ? 'neither_said' : 'only_said'
    return { mark, said: t(`matrix.${key}`, { what, name }), held, differs: held !== theirs }
  }
  const from = standing.inherited.map(({ path }) => path.join(' → ')).join(', ')
  const said = (key: 'own' | 'own_also' | 'pattern' | 'inherited' | 'none') =>
    t(`matrix.${key}_said`, { what, from, pattern: standing.pattern ?? '' })
  const shown = (mark: Mark, key: Parameters<typeof said>[0]) => ({
    mark,
    said: said(key),
    held,
    differs: false,
  })
  if (standing.own) return shown('own', from === '' ? 'own' : 'own_also')
  if (standing.pattern !== null) return shown('pattern', 'pattern')
  return from === '' ? shown('none', 'none') : shown('inherited', 'inherited')
}
