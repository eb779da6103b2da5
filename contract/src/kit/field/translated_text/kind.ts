/** A text per language; a plain text is the English one, and empty ones are left out. */
import type { Field } from '#contract/kit/field/field.ts'
import { checkText, hasFormat } from '#contract/kit/field/text/kind.ts'
import { type FieldKind, isObject, type Verdict, wrong } from '#contract/kit/field/value.ts'

function check(value: unknown, field: Field): Verdict {
  if (typeof value === 'string') return check({ en: value }, field)
  if (!isObject(value)) return wrong('a text per language')
  const checked: Record<string, string> = {}
  for (const [language, text] of Object.entries(value)) {
    if (!hasFormat(language, 'language'))
      return { code: 'kit.wrong_format', parameters: { format: 'language' } }
    const verdict = checkText(text, field.max ?? 255, { kind: 'text', mode: 'defaulted' })
    if ('code' in verdict) return verdict
    if (verdict.value !== '') checked[language] = verdict.value as string
  }
  if (field.mode === 'required' && Object.keys(checked).length === 0) return { code: 'kit.required' }
  return { value: checked }
}

export const translatedText: FieldKind = { check }
