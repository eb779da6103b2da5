/** The addresses of pages: `/<language>/<module>/<records>/<id>`. */
import { useI18n } from 'vue-i18n'

export interface Paths {
  home: () => string
  records: (module: string, records: string) => string
  /** `id` is an id, a key such as a currency's code, or `new`. */
  record: (module: string, records: string, id: string) => string
  page: (path: string) => string
}

/** Paths in the language of the screen. */
export function usePaths(): Paths {
  const { locale } = useI18n()
  const page = (path: string) => `/${locale.value}/${path}`
  return {
    home: () => `/${locale.value}`,
    records: (module, records) => page(`${module}/${records}`),
    record: (module, records, id) => page(`${module}/${records}/${encodeURIComponent(id)}`),
    page,
  }
}

/** The same page in another language: only the first segment differs. */
export function inLanguage(path: string, language: string): string {
  return path.replace(/^\/[a-z]{2}(?=\/|$|\?|#)/, `/${language}`)
}
