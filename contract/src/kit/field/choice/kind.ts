/** One of a fixed list of values. */
import type { FieldKind } from '#contract/kit/field/value.ts'

export const choice: FieldKind = {
  check(value, field) {
    const choices = field.choices ?? []
    const spelt = value === 'canceled' && !choices.includes(value) ? 'cancelled' : value
    if (typeof spelt === 'string' && choices.includes(spelt)) return { value: spelt }
    return { code: 'kit.not_a_choice', parameters: { choices: choices.join(', ') } }
  },
}
