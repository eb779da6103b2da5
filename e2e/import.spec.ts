/** A file is brought in through the browser: columns matched, tried out, imported, and its failures shown. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Clerk, startClerk } from './kit/kontor.ts'

let clerk: Clerk
before(async () => {
  clerk = await startClerk()
})
after(() => clerk?.stop())

const file = [
  'Number;Name;Kind;Ort',
  'K-1;Anna Huber;person;Dießen',
  'K-2;;person;',
  'K-3;Zinn AG;company;',
].join('\n')

test('a file of partners', async () => {
  const { page } = clerk
  await page.goto('/en/transfer/import?record=contact.partner')
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'partners.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(file),
  })
  const field = (column: string) => page.getByLabel(`Fills the field: ${column}`)
  await field('Name').locator('option[value=name]').waitFor({ state: 'attached' })
  assert.equal(await field('Name').inputValue(), 'name')
  assert.equal(await field('Ort').inputValue(), '')
  await page.getByRole('button', { name: 'Try it out' }).click()
  await page.getByText('Tried out: nothing has been changed yet.').waitFor()
  await page.getByRole('button', { name: 'Failed: 1' }).waitFor()
  assert.match(await page.getByRole('region', { name: 'Failed' }).innerText(), /2\s+K-2\s+Name: /)
  const started = page.waitForResponse((answer) => answer.url().endsWith('/partners/import/'))
  await page.getByRole('main').getByRole('button', { name: 'Import', exact: true }).click()
  assert.equal((await started).status(), 202)
  await page.getByText('Imported.').waitFor()
  await page.getByRole('button', { name: 'Loaded: 2' }).waitFor()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Failed: 1' }).click()
  await page.getByRole('button', { name: 'Download these rows' }).click()
  assert.equal((await download).suggestedFilename(), 'failed.csv')
  if (process.env.SHOTS) {
    for (const [width, language, colours] of [
      [1440, 'en', 'light'],
      [1440, 'de', 'dark'],
      [390, 'en', 'dark'],
    ] as const) {
      await page.emulateMedia({ colorScheme: colours })
      await page.setViewportSize({ width, height: 900 })
      if (language === 'de') {
        await page.goto('/de/transfer/import?record=contact.partner')
        await page
          .locator('input[type=file]')
          .setInputFiles({ name: 'partner.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
        await page.getByRole('button', { name: 'Probelauf' }).click()
        await page.getByText('Probelauf beendet').waitFor()
      }
      await page.screenshot({
        path: `${process.env.SHOTS}/import-${width}-${language}-${colours}.png`,
        fullPage: true,
      })
    }
  }
  assert.deepEqual(clerk.complaints, [])
})
