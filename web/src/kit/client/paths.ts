/** The addresses of pages: `/<language>/<module>/<records>/<id>`. */
import { useI18n } from 'vue-i18n'

export interface Paths {
  home: () => string
  records: (module: string, records: string) => string
  /** `id` is an id, a key such as a currency's code, or `new`. */
  record: (module: string, records: string, id: string) => string
  page: (path: string) => string
}

export function pathsIn(language: string): Paths {
  const page = (path: string) => `/${language}/${path}`
  return {
    home: () => `/${language}`,
    records: (module, records) => page(`${module}/${records}`),
    record: (module, records, id) => page(`${module}/${records}/${encodeURIComponent(id)}`),
    page,
  }
}

/** Paths in the language of the screen. */
export function usePaths(): Paths {
  const { locale } = useI18n()
  return {
    home: () => pathsIn(locale.value).home(),
    records: (module, records) => pathsIn(locale.value).records(module, records),
    record: (module, records, id) => pathsIn(locale.value).record(module, records, id),
    page: (path) => pathsIn(locale.value).page(path),
  }
}

/** The same page in another language: only the first segment differs. */
export function inLanguage(path: string, language: string): string {
  return path.replace(/^\/[a-z]{2}(?=\/|$|\?|#)/, `/${language}`)
}
