/** One record through its form: every field typed and created, read by the API; all changed, read again. */
import type { Locator, Page, Response } from 'playwright-core'
import { moduleOf, type Resource } from '#contract/kit/resource.ts'
import { recordPaths, type RecordName } from '#contract/record-names.ts'
import { changesFor } from './changes.ts'
import { changedUnasked, differences } from './comparing.ts'
import { faultsUntold } from './faults-told.ts'
import { type Hand, typeValue } from './hand.ts'
import type { Values } from './making.ts'
import { addOwnFields, valuesFor } from './values.ts'

/** What went otherwise than it should, a line each. Halfway the language changes, where the hand says so. */
export async function typingJourney(hand: Hand, record: Resource, otherLanguage?: string): Promise<string[]> {
  const { page, world } = hand
  await addOwnFields(world, record)
  const values = await valuesFor(world, record)
  const path = `${moduleOf(record)}/${recordPaths[record.name as RecordName]}/new`
  await page.goto(`/${hand.language}/${path}`)
  await page.locator('[data-field]').first().waitFor({ state: 'attached' })
  const typed = await typeAll(hand, record, values, otherLanguage)
  const create = () => page.getByRole('button', { name: /^(Create|Anlegen)$/ }).click()
  const untold = await faultsUntold(hand, record, typed, create)
  const made = await send(page, 'POST', create)
  if (typeof made === 'string') return [...untold, `create: ${made}`]
  const told = [...untold, ...(await differences(world, record, typed, await world.read(record, made.id)))]
  if (made._permissions?.change !== true) return told
  await page.waitForURL((url) => !url.pathname.endsWith('/new'))
  return [...told, ...(await changeAll(hand, record, typed, made.id))]
}

async function changeAll(hand: Hand, record: Resource, typed: Values, id: string): Promise<string[]> {
  const { page, world } = hand
  const before = await world.read(record, id)
  const wanted = await changesFor(world, record, typed, await valuesFor(world, record))
  if (Object.keys(wanted).length === 0) return []
  await page.locator('[data-field]').first().waitFor({ state: 'attached' })
  const changed = await typeAll(hand, record, wanted)
  const save = page.getByRole('button', { name: /^(Save|Speichern)$/ })
  const press = () => (hand.byKeyboard ? page.keyboard.press('ControlOrMeta+s') : save.click())
  const saved = await send(page, 'PATCH', press)
  if (typeof saved === 'string') return [`change: ${saved}`]
  const after = await world.read(record, id)
  return [
    ...(await differences(world, record, changed, after)),
    ...changedUnasked(record, changed, before, after),
  ]
}

/** Types all that the form shows; a group that stands so only for another choice has no boxes. */
async function typeAll(
  hand: Hand,
  record: Resource,
  values: Values,
  otherLanguage?: string,
): Promise<Values> {
  const typed: Values = {}
  const names = Object.keys(values)
  for (const [index, name] of names.entries()) {
    if (otherLanguage !== undefined && index === Math.floor(names.length / 2))
      await changeLanguage(hand, otherLanguage)
    const group = record.form.find(({ fields }) => fields.includes(name))
    if (group?.when && !group.when.is.includes(String({ ...values, ...typed }[group.when.field]))) continue
    const box = hand.page.locator(`[data-field="${name}"]:not([data-field] *)`)
    await unfold(hand.page, box)
    const field = record.fields[name]!
    await typeValue(hand, { record, name, field, box }, values[name])
    typed[name] = values[name]
  }
  return typed
}

/** A folded group, or one behind a tab. */
async function unfold(page: Page, box: Locator): Promise<void> {
  await box.waitFor({ state: 'attached' })
  if (await box.isVisible()) return
  const folded = box.locator('xpath=ancestor::section[1]').locator('h2 button[aria-expanded="false"]')
  if (await folded.isVisible()) return folded.click()
  for (const tab of await page.getByRole('main').getByRole('tab').all()) {
    if (!(await box.isVisible())) await tab.click()
  }
}

async function changeLanguage(hand: Hand, language: string): Promise<void> {
  const { page } = hand
  await page.getByRole('button', { name: /language|sprache/i }).click()
  await page.getByRole('menuitem', { name: language === 'de' ? 'Deutsch' : 'English' }).click()
  await page.waitForURL((url) => url.pathname.startsWith(`/${language}/`))
  hand.language = language
}

/** The row as the server answered, or in words why there is none. */
async function send(page: Page, method: string, press: () => Promise<void>): Promise<Values | string> {
  const isOurs = (url: string) => !/upload|preview/.test(url)
  const isAnswer = (one: Response) => one.request().method() === method && isOurs(one.url())
  // Long after a form that is sent is answered, one that says why it is not has said so.
  const sent = page.waitForResponse(isAnswer, { timeout: 30_000 }).catch(() => null)
  await press()
  const response = await sent
  if (response?.ok()) return await response.json()
  const said = await page.locator('.error:visible').allInnerTexts()
  return `${response === null ? 'nothing was sent' : await response.text()}; said: ${said.join(' | ')}`
}
