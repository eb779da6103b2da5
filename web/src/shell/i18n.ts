/** Loads the texts of a language when it is wanted, and those of a module when its pages are opened. */
import { nextTick } from 'vue'
import { createI18n } from 'vue-i18n'
import { connection } from '#web/kit/client/connection.ts'
import { directionOf, type Language } from '#web/look/words/language.ts'
import type { TextLoaders } from './module.ts'

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  missingWarn: false,
  messages: {},
})

const shared: TextLoaders = {
  en: async () => ({
    look: (await import('#web/look/texts.en.ts')).en,
    kit: (await import('#web/kit/texts.en.ts')).en,
    screen: (await import('#web/kit/record/texts.en.ts')).en,
    shell: (await import('./texts.en.ts')).en,
    sign_in: (await import('./sign-in/texts.en.ts')).en,
  }),
  de: async () => ({
    look: (await import('#web/look/texts.de.ts')).de,
    kit: (await import('#web/kit/texts.de.ts')).de,
    screen: (await import('#web/kit/record/texts.de.ts')).de,
    shell: (await import('./texts.de.ts')).de,
    sign_in: (await import('./sign-in/texts.de.ts')).de,
  }),
}

const loaded = new Set<string>()

async function load(name: string, language: Language, loaders: TextLoaders): Promise<void> {
  const key = `${name} ${language}`
  if (loaded.has(key)) return
  i18n.global.mergeLocaleMessage(language, await loaders[language]())
  loaded.add(key)
}

/** Turns the screens to a language; `module` is what the page to come needs besides. */
export async function speak(
  language: Language,
  module?: { readonly name: string; readonly texts?: TextLoaders },
): Promise<void> {
  await Promise.all([
    load('shared', language, shared),
    module?.texts ? load(module.name, language, module.texts) : undefined,
  ])
  i18n.global.locale.value = language
  connection.language = language
  localStorage.setItem('kontor.language', language)
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
  await nextTick()
}
