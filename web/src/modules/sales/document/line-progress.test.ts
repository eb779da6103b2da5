/** What the progress of an order line says of goods and of services. */
import ui from '@nuxt/ui/vue-plugin'
import { expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import { show } from '#web/look/test-mount.ts'
import { en } from '#web/modules/sales/texts.en.ts'
import { blankLine } from './document-lines.ts'
import LineProgress from './LineProgress.vue'

const said = (supply: string): string => {
  const line = { ...blankLine(), base_quantity: '12', open_quantity: '12', reserved_quantity: '0', supply }
  const texts = createI18n({ legacy: false, locale: 'en', messages: { en: { sales: en } } })
  return show(LineProgress, { props: { line }, global: { plugins: [texts, ui] } }).text()
}

test('goods that are not reserved are waited for, a service is not', () => {
  for (const word of ['Reserved', 'wait for goods']) {
    expect(said('stock')).toContain(word)
    expect(said('none')).not.toContain(word)
  }
  expect(said('none')).toContain('Delivered')
})
