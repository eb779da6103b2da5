/** The filters of a list: what may be filtered, what is on, and its words. */
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Resource } from '#contract/kit/resource.ts'
import { isCodeFormat, nameOfCode } from '#web/kit/field/text/codes.ts'
import { useFormat } from '#web/look/words/format.ts'
import { dayAt } from '#web/look/words/zone.ts'
import type { ActiveFilter, FilterChoice } from '#web/look/list/filter.ts'
import { fieldAt, hasOrganization, isNumeric, kindShown } from './fields.ts'
import { useRecordWords } from './record-words.ts'
import { useScreenTexts } from './screen-texts.ts'

/** How a filter is typed: one value, a span of dates or numbers, or part of a text. */
export type FilterShape = 'value' | 'span' | 'part'

export function shapeOfFilter(record: Resource, path: string): FilterShape {
  const end = fieldAt(record, path)
  const kind = end === null ? 'text' : kindShown(end.field)
  if (kind === 'date' || kind === 'instant' || isNumeric(kind)) return 'span'
  return kind === 'text' && !isCodeFormat(end?.field.format) && !path.endsWith('_id') ? 'part' : 'value'
}

/** `address.country` as the query string spells it. */
export function queryName(path: string): string {
  return path.replaceAll('.', '__')
}

/** The names in the query string by which a filter is set. */
export function queryNames(record: Resource, path: string): string[] {
  const name = queryName(path)
  const shape = shapeOfFilter(record, path)
  if (shape === 'span') return [`${name}__gte`, `${name}__lte`]
  return shape === 'part' ? [`${name}__icontains`, name] : [name, `${name}__in`]
}

export function filterPaths(record: Resource): string[] {
  const paths = record.list.filters.filter((path) => fieldAt(record, path) !== null)
  return hasOrganization(record) && !paths.includes('organization') ? [...paths, 'organization'] : [...paths]
}

/** The day of a filter by day, or by an instant. */
export const dayOfFilter = (text = '') => (text.includes('T') ? dayAt(new Date(text)) : text)

type Texts = Readonly<Record<string, string>>

export function useListFilters(given: MaybeRefOrGetter<Resource>, filters: () => Texts, names: () => Texts) {
  const words = useRecordWords(given)
  const format = useFormat()
  const { locale } = useI18n()
  const t = useScreenTexts()

  function valueOf(path: string): string {
    const record = toValue(given)
    const end = fieldAt(record, path)
    const [first = '', second = ''] = queryNames(record, path).map((name) => filters()[name] ?? '')
    if (end === null) return first
    if (shapeOfFilter(record, path) === 'span') {
      const said = isNumeric(kindShown(end.field))
        ? format.decimal
        : (text: string) => format.day(dayOfFilter(text))
      const [from, to] = [said(first), said(second)]
      if (from === '') return t('filter.until', { to })
      return to === '' ? t('filter.since', { from }) : t('filter.between', { from, to })
    }
    const value = first === '' ? second : first
    const kind = kindShown(end.field)
    if (kind === 'flag') return value === 'true' ? t('flag.yes') : t('flag.no')
    const chosen = () => value.split(',').map((one) => words.value.choice(path, one))
    if (kind === 'choice' || kind === 'status') return chosen().join(', ')
    if (value === 'null') return '–'
    if (isCodeFormat(end.field.format)) return nameOfCode(end.field.format, value, locale.value)
    return (
      names()[queryName(path)] ??
      (shapeOfFilter(record, path) === 'part' ? `${t('filter.contains')} ${value}` : value)
    )
  }

  const active = computed<ActiveFilter[]>(() => {
    const record = toValue(given)
    const set = filterPaths(record)
      .filter((path) => queryNames(record, path).some((name) => filters()[name]))
      .map((path) => ({ key: path, label: words.value.field(path), value: valueOf(path) }))
    const picked = filters().id__in?.split(',').length ?? 0
    const own = { key: 'id', label: t('filter.picked'), value: format.decimal(String(picked)) }
    return picked > 0 ? [own, ...set] : set
  })
  const choices = computed<FilterChoice[]>(() =>
    filterPaths(toValue(given))
      .filter((path) => !active.value.some((filter) => filter.key === path))
      .map((path) => ({ key: path, label: words.value.field(path) })),
  )
  return { active, choices }
}
