/** Values of texts in several languages. */
import { type Fixture, ofWrongType } from '#contract/kit/field/fixture.ts'
import { goodText } from '#contract/kit/field/text/fixture.ts'

export const fixture: Fixture = {
  good: (field) => ({ en: goodText({ ...field, kind: 'text' }), de: 'Zinnkrüge „fein“' }),
  wrong: (field) => [
    ...ofWrongType(12, ['a'], { en: 12 }),
    [{ klingon: 'Qapla' }, 'kit.wrong_format'],
    [{ en: 'x'.repeat((field.max ?? 255) + 1) }, 'kit.too_long'],
    [{ en: 'null\u0000byte' }, 'kit.wrong_format'],
  ],
}
