/** The time of an entry to the second, in the reader's own time zone. */
import { useI18n } from 'vue-i18n'
import { tagOf } from '#web/look/words/format.ts'
import { timeZone } from '#web/look/words/zone.ts'

export function useTimeOfDay(): (instant: string) => string {
  const { locale } = useI18n()
  return (instant) =>
    new Intl.DateTimeFormat(tagOf(locale.value), { timeStyle: 'medium', timeZone: timeZone() }).format(
      new Date(instant),
    )
}
