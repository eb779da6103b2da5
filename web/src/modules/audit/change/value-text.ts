/** Any value of an audit entry in words: choices by label, days by language, links by name. */
import { useI18n } from 'vue-i18n'
import type { Field } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { englishChoice } from '#contract/kit/texts.ts'
import { isCodeFormat, nameOfCode } from '#web/kit/field/text/codes.ts'
import { fieldNamed, kindShown, targetOf } from '#web/kit/record/fields.ts'
import { useWordsOf } from '#web/kit/record/record-words.ts'
import { useScreenTexts } from '#web/kit/record/screen-texts.ts'
import { useFormat } from '#web/look/words/format.ts'
import { useAuditTexts } from '#web/modules/audit/audit-texts.ts'
import { isNothing } from './changes.ts'
import { nameOf } from './reference-names.ts'

/** `textOf` is empty for nothing; fields that the record no longer has show their plain value. */
export function useValueText() {
  const t = useAuditTexts()
  const screen = useScreenTexts()
  const format = useFormat()
  const { locale } = useI18n()
  const wordsOf = useWordsOf()

  function linked(record: Resource, field: Field, id: unknown): string {
    const target = targetOf(record, field)
    return (target === undefined ? undefined : nameOf(target, String(id))) ?? `…${String(id).slice(-12)}`
  }

  function shown(record: Resource, name: string, field: Field, value: unknown): string {
    const text = String(value)
    switch (kindShown(field)) {
      case 'reference':
      case 'tree_parent':
      case 'file':
        return linked(record, field, value)
      case 'references':
        return Array.isArray(value) ? value.map((id) => linked(record, field, id)).join('\n') : text
      case 'choice':
      case 'status':
        return wordsOf(record.name).choice(name, value)
      case 'flag':
        return screen(value === true ? 'flag.yes' : 'flag.no')
      case 'date':
        return format.day(text)
      case 'instant':
        return format.instant(text)
      case 'money':
        return format.money(text, null, { most: Math.max(2, field.places ?? 2) })
      case 'decimal':
      case 'quantity':
        return format.decimal(text)
      default:
        return isCodeFormat(field.format) && name !== 'code'
          ? nameOfCode(field.format, text, locale.value)
          : plain(value)
    }
  }

  function textOf(record: Resource | null, name: string, value: unknown): string {
    if (isNothing(value)) return ''
    if (value === '***') return t('change.secret')
    if (typeof value === 'object' && value !== null && 'erased' in value) return t('change.erased')
    if (typeof value === 'object' && value !== null && 'commitment' in value) return t('change.protected')
    const field = record === null ? undefined : fieldNamed(record, name)
    return record === null || field === undefined ? plain(value) : shown(record, name, field, value)
  }

  function labelOf(record: Resource | null, name: string): string {
    if (record === null || fieldNamed(record, name) === undefined) return englishChoice(name)
    return wordsOf(record.name).field(name)
  }

  return { textOf, labelOf }
}

function plain(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('\n')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([key, one]) => `${key}: ${typeof one === 'object' ? JSON.stringify(one) : String(one)}`)
    .join('\n')
}
