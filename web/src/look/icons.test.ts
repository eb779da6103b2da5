/** Every icon that is named in the sources is in the bundled set; there is no other source at run time. */
import { globSync, readFileSync } from 'node:fs'
import { icons } from '@iconify-json/lucide'
import { expect, test } from 'vitest'

const web = `${import.meta.dirname}/../..`

test('all icons named exist', () => {
  const missing: string[] = []
  for (const file of globSync('src/**/*.{vue,ts}', { cwd: web })) {
    const text = readFileSync(`${web}/${file}`, 'utf8')
    for (const [, name = ''] of text.matchAll(/i-lucide-([a-z0-9-]+)/g)) {
      if (!(name in icons.icons) && !(name in (icons.aliases ?? {}))) missing.push(`${file}: ${name}`)
    }
  }
  expect(missing).toEqual([])
})
