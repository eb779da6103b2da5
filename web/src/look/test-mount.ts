/** For tests: mounts a component in the document with the components' real texts, icons and a router. */
import ui from '@nuxt/ui/vue-plugin'
import { mount } from '@vue/test-utils'
import { createI18n } from 'vue-i18n'
import { afterEach } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { de } from './texts.de.ts'
import { en } from './texts.en.ts'

const mounted: { unmount: () => void }[] = []

const router = () => createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
const inLanguage = (locale: 'en' | 'de' = 'en') =>
  createI18n({ legacy: false, locale, messages: { en: { look: en }, de: { look: de } } })

/** Like `mount`, with texts, attached so that focus works, and taken away after the test. */
export const show: typeof mount = ((component: never, options: Record<string, unknown> = {}) => {
  const { language, ...rest } = options as { language?: 'en' | 'de' }
  const wrapper = mount(component, {
    attachTo: document.body,
    global: { plugins: [inLanguage(language), router(), ui] },
    ...rest,
  })
  mounted.push(wrapper as { unmount: () => void })
  return wrapper
}) as never

afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount()
})
