/** An exact number, which travels and is compared as text and never becomes a float. */
import { checkRange, type FieldKind, wrong } from '#contract/kit/field/value.ts'

const decimalText = /^-?\d{1,20}(\.\d{1,12})?$/

export const decimal: FieldKind = {
  check(value, field) {
    const text = typeof value === 'number' && Number.isFinite(value) ? plain(value) : value
    if (typeof text !== 'string' || !decimalText.test(text)) return wrong('a number such as 12.50')
    const places = field.places ?? 6
    const [whole = '', fraction = ''] = text.split('.')
    if (fraction.replace(/0+$/, '').length > places)
      return { code: 'kit.too_many_places', parameters: { places } }
    if (whole.replace('-', '').replace(/^0+/, '').length > 14)
      return { code: 'kit.too_great', parameters: { max: '10^14' } }
    return checkRange(Number(text), field) ?? { value: text }
  },
}

/** A number without exponent; JSON numbers are taken as they were written. */
function plain(value: number): string {
  const text = String(value)
  return text.includes('e') ? '' : text
}
