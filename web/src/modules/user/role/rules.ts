/** The rules of a role over fields and rows: its own, and those of the roles above, each with where it is from. */
import { records } from '#contract/modules.ts'
import type { Ancestor } from './rights.ts'

export type FieldRule = 'hidden' | 'frozen'
export type FieldRules = Readonly<Record<string, FieldRule>>
export type RowRules = Readonly<Record<string, 'own'>>

export interface ShownRule<Rule> {
  /** `sales.sales_order.discount_percent`, or `sales.payment`. */
  readonly key: string
  readonly record: string
  readonly field: string
  readonly own: Rule | null
  /** The strictest of what is inherited, and the names of the roles on the way to it. */
  readonly inherited: Rule | null
  readonly from: string
}

type Rules<Rule> = Readonly<Record<string, Rule>>

/** By record, then by field; `rulesOf` takes them from a role. */
export function shownRules<Rule extends string>(
  own: Rules<Rule>,
  above: readonly Ancestor[],
  rulesOf: (role: Ancestor['role']) => Rules<Rule> | undefined,
): ShownRule<Rule>[] {
  const found = new Map<string, ShownRule<Rule>>()
  const isField = (key: string) => !records.has(key)
  const place = (key: string) => {
    const dot = key.lastIndexOf('.')
    return isField(key)
      ? { record: key.slice(0, dot), field: key.slice(dot + 1) }
      : { record: key, field: '' }
  }
  for (const { role, path } of above) {
    for (const [key, rule] of Object.entries(rulesOf(role) ?? {}) as [string, Rule][]) {
      const known = found.get(key)
      // Hidden is stricter than read-only.
      if (known !== undefined && (known.inherited === 'hidden' || rule !== 'hidden')) continue
      found.set(key, { key, ...place(key), own: null, inherited: rule, from: path.join(' → ') })
    }
  }
  for (const [key, rule] of Object.entries(own) as [string, Rule][]) {
    const known = found.get(key) ?? { key, ...place(key), inherited: null, from: '' }
    found.set(key, { ...known, own: rule })
  }
  return [...found.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

/** Rules without one, or with one more. */
export function withRule<Rule>(rules: Rules<Rule>, key: string, rule: Rule | null): Record<string, Rule> {
  const { [key]: _, ...rest } = rules
  return rule === null ? rest : { ...rest, [key]: rule }
}
