/** Typed look-up in a catalogue of texts: a key that is not there does not compile. */
import { useI18n } from 'vue-i18n'

/** `grid.columns` for `{ grid: { columns: 'Columns' } }`. */
export type KeyOf<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${KeyOf<T[K]>}`
}[keyof T & string]

/** The shape that every other language of a catalogue must fill. */
export type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> }

/** `count` chooses between the forms of `{n} row | {n} rows`. */
export type Translate<T> = (
  key: KeyOf<T>,
  values?: Readonly<Record<string, unknown>>,
  count?: number,
) => string

/** Makes the composable through which components read one catalogue: `const t = useLookTexts()`. */
export function catalogue<T>(name: string): () => Translate<T> {
  return () => {
    const { t } = useI18n()
    return (key, values = {}, count) =>
      count === undefined ? t(`${name}.${key}`, values) : t(`${name}.${key}`, { n: count, ...values }, count)
  }
}
