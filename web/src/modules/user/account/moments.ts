/** Moments as people say them: "3 minutes ago", "yesterday"; the exact time stands in the title. */
import { useI18n } from 'vue-i18n'
import { tagOf, useFormat } from '#web/look/words/format.ts'
import { dayAt } from '#web/look/words/zone.ts'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

export function useMoments() {
  const { locale } = useI18n()
  const format = useFormat()

  function ago(instant: string): string {
    const passed = Date.parse(instant) - Date.now()
    const relative = new Intl.RelativeTimeFormat(tagOf(locale.value), { numeric: 'auto' })
    const [unit, length] = units.find(([, size]) => Math.abs(passed) >= size) ?? ['minute', 60_000]
    return relative.format(Math.trunc(passed / length), unit)
  }

  /** The day of an instant, where the reader is. */
  const dayOf = (instant: string) => format.day(dayAt(new Date(instant)))

  return { ago, dayOf, exact: format.instant }
}
