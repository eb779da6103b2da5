/** Any value of a row as plain text, as lists, exports to the clipboard and read-only forms show it. */
import { useI18n } from 'vue-i18n'
import { measureOf } from '#contract/kit/beside.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { fieldNamed, kindShown, translated } from '#web/kit/record/fields.ts'
import { useScreenTexts } from '#web/kit/record/screen-texts.ts'
import { useRecordWords } from '#web/kit/record/record-words.ts'
import { useFormat } from '#web/look/words/format.ts'
import { isCodeFormat, nameOfCode } from './text/codes.ts'

type Values = Readonly<Record<string, unknown>>

export function useCellText(record: () => Resource): (name: string, row: Values) => string {
  const { locale } = useI18n()
  const format = useFormat()
  const words = useRecordWords(record)
  const t = useScreenTexts()

  return (name, row) => {
    const field = fieldNamed(record(), name)
    const value = row[name]
    if (field === undefined || value === null || value === undefined || value === '') return ''
    const text = (field.translations && translated(row[field.translations], locale.value)) || String(value)
    switch (kindShown(field)) {
      case 'integer':
        // Numbers that name something are not grouped: years, positions, row numbers.
        return /year|number|position|revision|priority/.test(name) ? text : format.decimal(text)
      case 'decimal':
        return field.share ? format.share(text) : format.decimal(text)
      case 'quantity':
        return format.quantity(text, measureOf(field, row))
      case 'money':
        return format.money(text, measureOf(field, row), { most: field.places ?? 2 })
      case 'flag':
        return value === true ? t('flag.yes') : t('flag.no')
      case 'date':
        return format.day(text)
      case 'instant':
        return format.instant(text)
      case 'choice':
      case 'status':
        return words.value.choice(name, value)
      case 'reference':
      case 'tree_parent':
      case 'file':
        return String(row[`${name}_name`] ?? t('reference.set'))
      case 'translated_text':
        return translated(value, locale.value)
      case 'references':
      case 'lines':
        return Array.isArray(value) && value.length > 0 ? String(value.length) : ''
      case 'tags':
        return Array.isArray(value) ? value.join(', ') : text
      case 'json':
      case 'custom_fields':
        return JSON.stringify(value).replace(/^(\[\]|\{\})$/, '')
      default:
        return isCodeFormat(field.format) && name !== 'code'
          ? nameOfCode(field.format, text, locale.value)
          : text
    }
  }
}
