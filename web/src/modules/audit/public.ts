/** What other modules may show of the trail. */
export const auditTexts = {
  en: async () => (await import('./texts.en.ts')).en,
  de: async () => (await import('./texts.de.ts')).de,
}
export { default as ChangeTable } from './change/ChangeTable.vue'
