/** A whole number of 32 bits. */
import { checkRange, type FieldKind, wrong } from '#contract/kit/field/value.ts'

export const integer: FieldKind = {
  check(value, field) {
    const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) return wrong('a whole number')
    return checkRange(number, { max: 2_147_483_647, min: -2_147_483_648, ...field }) ?? { value: number }
  },
}
