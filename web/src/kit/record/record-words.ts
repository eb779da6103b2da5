/** The names of records, fields, choices, moves and groups in the reader's language. */
import { computed, type ComputedRef, type MaybeRefOrGetter, shallowReactive, toValue } from 'vue'
import { useI18n } from 'vue-i18n'
import { type Fault, fill, kitFailures } from '#contract/kit/failure.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { moduleOf, tableOf } from '#contract/kit/resource.ts'
import { englishChoice, englishLabel, type FailureText, inSentence } from '#contract/kit/texts.ts'
import { definitionOf, fieldAt, fieldNamed, targetOf } from './fields.ts'
import { useScreenTexts } from './screen-texts.ts'

interface Texts {
  readonly label: readonly [one: string, many: string]
  readonly fields: Readonly<Record<string, string>>
  readonly choices: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly moves?: Readonly<Record<string, string>>
  readonly groups?: Readonly<Record<string, string>>
  readonly help?: Readonly<Record<string, string | undefined>>
}

type Loaded = Promise<{ de: { readonly records: Readonly<Record<string, Texts>> } }>

const loaders: Readonly<Record<string, () => Loaded>> = {
  audit: () => import('#contract/audit/texts.de.ts'),
  common: () => import('#contract/common/texts.de.ts'),
  contact: () => import('#contract/contact/texts.de.ts'),
  inventory: () => import('#contract/inventory/texts.de.ts'),
  organization: () => import('#contract/organization/texts.de.ts'),
  printing: () => import('#contract/printing/texts.de.ts'),
  products: () => import('#contract/products/texts.de.ts'),
  sales: () => import('#contract/sales/texts.de.ts'),
  transfer: () => import('#contract/transfer/texts.de.ts'),
  user: () => import('#contract/user/texts.de.ts'),
}
const german = shallowReactive(new Map<string, Readonly<Record<string, Texts>>>())
const sentences = shallowReactive(new Map<string, FailureText>())
const asked = new Map<string, Promise<void>>()

function loadModule(module: string): Promise<void> {
  const load = async () => void german.set(module, (await loaders[module]?.())?.de.records ?? {})
  const running = asked.get(module) ?? load()
  asked.set(module, running)
  return running
}

async function loadSentences(): Promise<void> {
  const { kitGerman } = await import('#contract/kit/texts.de.ts')
  for (const [code, text] of Object.entries(kitGerman)) sentences.set(code, text)
}

/** Loads what a record's screens say in a language, with the records it refers to; English is always there. */
export async function loadWords(language: string, record: Resource): Promise<void> {
  if (language !== 'de') return
  const targets = Object.values(record.fields).flatMap((field) => targetOf(record, field) ?? [])
  const modules = new Set([record.name, ...targets].map((name) => moduleOf({ name })))
  asked.set('', asked.get('') ?? loadSentences())
  await Promise.all([asked.get(''), ...[...modules].map(loadModule)])
}

export interface RecordWords {
  readonly one: string
  readonly many: string
  /** One of them inside a sentence: `warehouse`, but `VAT registration`. */
  readonly inText: string
  /** The label of a field or of a path: `Address: Country`. */
  field: (path: string) => string
  help: (name: string) => string | undefined
  choice: (name: string, value: unknown) => string
  move: (move: string) => string
  group: (title: string) => string
  /** Why a value is refused, in the same words as the server's. */
  fault: (fault: Omit<Fault, 'pointer'>) => string
}

/** The words of one record, following the language of the screen. */
export function useRecordWords(given: MaybeRefOrGetter<Resource>): ComputedRef<RecordWords> {
  const { locale } = useI18n()
  const t = useScreenTexts()
  return computed(() => wordsOf(toValue(given), locale.value, t))
}

function textsOf(record: Resource, language: string): Texts | undefined {
  if (language !== 'de') return undefined
  const module = moduleOf(record)
  if (!german.has(module)) void loadModule(module)
  return german.get(module)?.[tableOf(record)]
}

function wordsOf(record: Resource, language: string, t: ReturnType<typeof useScreenTexts>): RecordWords {
  const texts = textsOf(record, language)
  const words: RecordWords = {
    one: texts?.label[0] ?? record.label[0],
    many: texts?.label[1] ?? record.label[1],
    inText: texts?.label[0] ?? inSentence(record.label[0]),
    field: (path) => labelOf(record, path, language, t),
    help: (name) => texts?.help?.[name] ?? (texts ? undefined : record.fields[name]?.help),
    choice: (name, value) => texts?.choices[name]?.[String(value)] ?? englishChoice(String(value ?? '')),
    move: (move) => texts?.moves?.[move] ?? englishChoice(move),
    group: (title) => texts?.groups?.[title] ?? title,
    fault: ({ code, parameters = {} }) => {
      const text = (language === 'de' ? sentences.get(code)?.text : undefined) ?? sentence(code)
      if (typeof parameters.other !== 'string') return fill(text, parameters)
      const label = words.field(parameters.other)
      return fill(text, { ...parameters, other: texts === undefined ? inSentence(label) : label })
    },
  }
  return words
}

function sentence(code: string): string {
  return Object.hasOwn(kitFailures, code) ? kitFailures[code as keyof typeof kitFailures].text : code
}

function labelOf(
  record: Resource,
  path: string,
  language: string,
  t: ReturnType<typeof useScreenTexts>,
): string {
  const [name = path, ...rest] = path.split('.')
  const end = fieldAt(record, path)
  if (rest.length > 0 && end !== null) {
    const first = labelOf(record, name, language, t)
    return `${first}: ${labelOf(end.record, end.name, language, t)}`
  }
  if (name === 'organization') return t('field.organization')
  if (name === 'created_at' || name === 'updated_at') return t(`field.${name}`)
  const known = textsOf(record, language)?.fields[name]
  return known ?? englishLabel(name, fieldNamed(record, name) ?? {})
}

/** The words of another record by its name. */
export function useWordsOf(): (name: string) => RecordWords {
  const { locale } = useI18n()
  const t = useScreenTexts()
  return (name) => wordsOf(definitionOf(name), locale.value, t)
}
