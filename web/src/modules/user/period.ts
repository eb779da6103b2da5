/** From when till when, in words: `until 3 Dec 2026, 12:00`, `for good`. */
import { useFormat } from '#web/look/words/format.ts'
import { useAccessTexts } from './access-texts.ts'

export function usePeriod(): (from: string | null, to: string | null) => string {
  const t = useAccessTexts()
  const format = useFormat()
  return (from, to) => {
    const isToCome = from !== null && Date.parse(from) > Date.now()
    const parts = [
      ...(isToCome || (from !== null && to !== null)
        ? [t('holders.from', { from: format.instant(from) })]
        : []),
      ...(to === null ? [t('holders.forever')] : [t('holders.until', { to: format.instant(to) })]),
    ]
    return parts.join(' ')
  }
}
