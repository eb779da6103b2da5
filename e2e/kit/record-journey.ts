/** One record through the browser: found in its list, created, changed and deleted. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type RecordName, recordPaths } from '#contract/record-names.ts'
import type { Clerk } from './kontor.ts'

/** What is typed by the label of its field: text, `{ choose }` of a list, `{ find }` in a combobox. */
export type Typed = Readonly<Record<string, string | { readonly choose: string } | { readonly find: string }>>

export interface Journey {
  readonly create: Typed
  readonly change: Typed
  /** How the row is called in the headline, before and after the change. */
  readonly names: readonly [before: string, after: string]
}

export async function recordJourney(clerk: Clerk, record: RecordName, journey: Journey): Promise<void> {
  const { page } = clerk
  await openList(page, record)
  await page.getByRole('main').getByRole('link', { name: 'New', exact: true }).click()
  await type(page, journey.create)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await headline(page, journey.names[0])

  await type(page, journey.change)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page
    .getByRole('status')
    .filter({ hasText: `${journey.names[1]} saved` })
    .first()
    .waitFor()
  await headline(page, journey.names[1])
  await page.reload()
  await headline(page, journey.names[1])

  await page.getByRole('main').getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await page.waitForURL((url) => url.pathname === pathOf(record))
  assert.deepEqual(clerk.complaints, [])
}

/** A list that nobody may add to: its rows can be opened and read. */
export async function readOnlyJourney(clerk: Clerk, record: RecordName, row: string): Promise<void> {
  const { page } = clerk
  await openList(page, record)
  // Before the answer it stands among others, in a row that goes as one presses on it.
  const found = page.waitForResponse(/[?&]search=/)
  await page.getByRole('searchbox').fill(row)
  await found
  const link = page.getByRole('gridcell').getByRole('link', { name: row, exact: true })
  await link.click()
  await headline(page, row)
  const main = page.getByRole('main')
  assert.equal(await main.getByRole('button', { name: 'Save' }).count(), 0)
  assert.equal(await main.getByRole('button', { name: 'Delete' }).count(), 0)
  assert.deepEqual(clerk.complaints, [])
}

async function openList(page: Page, record: RecordName): Promise<void> {
  await page.goto(pathOf(record))
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
}

const pathOf = (record: RecordName) => `/en/${record.slice(0, record.indexOf('.'))}/${recordPaths[record]}`

async function headline(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
}

async function type(page: Page, typed: Typed): Promise<void> {
  const main = page.getByRole('main')
  for (const [label, value] of Object.entries(typed)) {
    // A required field has a star behind its label.
    const input = main.getByLabel(new RegExp(`^\\s*${label}\\s*\\*?\\s*$`)).first()
    if (typeof value === 'string') await input.fill(value)
    else if ('choose' in value) await input.selectOption({ label: value.choose })
    else {
      await input.fill(value.find)
      await page.getByRole('option', { name: value.find }).first().click()
    }
  }
}
