/** Codes that people know by a name: countries, languages and time zones, named as the reader speaks. */
import type { TextFormat } from '#contract/kit/field/field.ts'
import { readAll } from '#web/kit/client/connection.ts'
import type { ComboboxOption, Search } from '#web/look/input/combobox.ts'
import { languages } from '#web/look/words/language.ts'

type CodeFormat = Extract<TextFormat, 'country' | 'language' | 'time_zone'>

/** What may be chosen. The countries are the server's; what it knows by heart is asked once. */
const codes: Readonly<Record<CodeFormat, () => Promise<readonly string[]>>> = {
  country: once(async () => {
    const { rows } = await readAll<{ readonly code: string }>('countries/')
    return rows.map(({ code }) => code)
  }),
  language: async () => languages.map(({ code }) => code),
  time_zone: async () => ['UTC', ...Intl.supportedValuesOf('timeZone')],
}

export function isCodeFormat(format: string | undefined): format is CodeFormat {
  return format !== undefined && Object.hasOwn(codes, format)
}

/** `DE` is `Germany`, `Europe/Berlin` is `Europe/Berlin`; a code nobody knows stays as it is. */
export function nameOfCode(format: CodeFormat, code: string, language: string): string {
  if (format === 'time_zone') return code.replaceAll('_', ' ')
  try {
    const names = new Intl.DisplayNames(language, { type: format === 'country' ? 'region' : 'language' })
    return names.of(code) ?? code
  } catch {
    return code
  }
}

/** Found by the beginning of the name or of one of its words, or by the code itself, in the order of names. */
export function searchCodes(format: CodeFormat, language: string): Search<ComboboxOption> {
  return async (text) => {
    const typed = folded(text)
    const options = (await codes[format]()).map((code) => ({
      value: code,
      label: nameOfCode(format, code, language),
      ...(format === 'country' ? { hint: code } : {}),
    }))
    const rank = ({ value, label }: ComboboxOption) =>
      folded(value) === typed ? 0 : folded(label).startsWith(typed) ? 1 : 2
    return options
      .filter(({ value, label }) => rank({ value, label }) < 2 || words(label).includes(` ${typed}`))
      .toSorted((one, other) => rank(one) - rank(other) || one.label.localeCompare(other.label, language))
  }
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const words = (label: string) => ` ${folded(label).replaceAll(/[\s/-]+/g, ' ')}`

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null
  return () => {
    running ??= load().catch((thrown) => {
      running = null
      throw thrown
    })
    return running
  }
}
