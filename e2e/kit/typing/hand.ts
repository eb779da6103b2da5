/** The hand of a clerk: types a value into the input of its field, with the mouse or without. */
import type { Locator, Page } from 'playwright-core'
import { multiply } from '#contract/kit/decimal.ts'
import type { Field } from '#contract/kit/field/field.ts'
import { shapeOf } from '#contract/kit/field/json/shape.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { recordNamed } from '#contract/modules.ts'
import type { RecordName } from '#contract/record-names.ts'
import { picture, rowOf, type Values, type World } from './making.ts'

export interface Hand {
  readonly page: Page
  readonly world: World
  language: string
  /** Null is that of the browser. */
  readonly zone: string | null
  /** Without a mouse, wherever a form can do without. */
  readonly byKeyboard: boolean
}

/** Where a field is typed: the box around its input, or the cell of a line. */
export interface Place {
  readonly record: Resource
  readonly name: string
  readonly field: Field
  readonly box: Locator
}

/** An own field of the company, with its value. */
export interface Own {
  readonly field: Field
  readonly value: unknown
}

type Typing = (hand: Hand, place: Place, value: any) => Promise<unknown>

export const typeValue: Typing = (hand, place, value) => {
  const { field } = place
  if (field.owned) return typeOwned(hand, place, value)
  const isCode = ['country', 'language', 'time_zone'].includes(field.format ?? '')
  return (isCode ? typeCode : typings[field.kind])?.(hand, place, value) ?? Promise.resolve()
}

export const targetOf = ({ record, field }: Pick<Place, 'record' | 'field'>): RecordName =>
  field.kind === 'tree_parent' ? (record.name as RecordName) : field.to!

export const inputsIn = (box: Locator): Locator =>
  box.locator(':is(input, textarea, select):not([tabindex="-1"])')

const inputIn = (box: Locator): Locator => inputsIn(box).first()

/** Types over what stands there. */
async function write({ page, byKeyboard }: Hand, input: Locator, text: string): Promise<void> {
  if (!byKeyboard) return input.fill(text)
  await input.focus()
  await page.keyboard.press('ControlOrMeta+A')
  // Some keys are enough to see that keys do; a line's end and a tab would be keys of another meaning.
  await page.keyboard.type(text.slice(0, 6))
  await page.keyboard.insertText(text.slice(6))
}

const typeText: Typing = (hand, { box }, value: string) => write(hand, inputIn(box), value)

const typeNumber: Typing = (hand, { box, field }, value: string | number) => {
  const shown = field.share ? multiply(String(value), '100') : String(value)
  return write(hand, inputIn(box), hand.language === 'de' ? shown.replace('.', ',') : shown)
}

const typeDate: Typing = (hand, { box }, value: string) => {
  const parts = value.split('-').toReversed()
  return write(hand, inputIn(box), parts.join(hand.language === 'de' ? '.' : '/'))
}

/** By the clock of the reader's profile, or else of the browser. */
const typeInstant: Typing = async (hand, { box }, value: string) => {
  const zone = JSON.stringify({ timeZone: hand.zone ?? undefined })
  const told = await hand.page.evaluate(`new Date('${value}').toLocaleString('sv-SE', ${zone})`)
  const [day = '', time = ''] = String(told).split(' ')
  await write(hand, inputsIn(box).first(), day)
  await write(hand, inputsIn(box).nth(1), time.slice(0, 5))
}

const typeTranslated: Typing = async (hand, { box }, value: Record<string, string>) => {
  for (const [language, text] of Object.entries(value)) {
    await box.locator('.languages button').filter({ hasText: language }).click()
    await write(hand, inputIn(box), text)
  }
}

async function removeChips(box: Locator): Promise<void> {
  const crosses = box.locator('.chip button')
  while ((await crosses.count()) > 0) await crosses.first().click()
}

const typeTags: Typing = async (hand, { box }, value: readonly string[]) => {
  await removeChips(box)
  for (const [index, tag] of value.entries()) {
    if (index > 0) await hand.page.keyboard.press('Enter')
    await write(hand, inputIn(box), tag)
  }
  // The last is taken as the field is left.
  await hand.page.keyboard.press('Tab')
}

/** Types what the row is found by, and takes the option with its name. */
async function choose(hand: Hand, input: Locator, search: string, label: string): Promise<void> {
  const { page } = hand
  await write(hand, input, search)
  const named = { has: page.getByText(label, { exact: true }) }
  const option = page.getByRole('option').filter(named).first()
  await option.waitFor()
  if (!hand.byKeyboard) return option.click()
  const marked = page.locator('[role="option"].active').filter(named)
  while ((await marked.count()) === 0) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

const typeReference: Typing = async (hand, place, key: string) => {
  const target = recordNamed(targetOf(place))
  const row = await rowOf(hand.world, target.name as RecordName, key)
  const label = nameOf(target, row, hand.language)
  const found = target.list.search.map((name) => words(target, row, name, hand.language))
  await choose(hand, inputIn(place.box), found.find((text) => text !== '') ?? label, label)
}

/** How a row is called: its `display`, filled in. */
function nameOf(record: Resource, row: Values, language: string): string {
  const text = record.display.replace(/\{(\w+)\}/g, (_, name: string) => words(record, row, name, language))
  return text
    .replace(/\(\s*\)/g, '')
    .replace(/\s{2,}/g, ' ')
    .replace(/^[\s,]+|[\s,]+$/g, '')
}

function words(record: Resource, row: Values, name: string, language: string): string {
  const translated = record.fields[name]?.translations
  const own = translated === undefined ? undefined : row[translated]?.[language]
  const value = own ?? row[`${name}_name`] ?? row[name] ?? ''
  return typeof value === 'object' ? (value[language] ?? value.en ?? '') : String(value)
}

const typeReferences: Typing = async (hand, place, keys: readonly string[]) => {
  await removeChips(place.box)
  for (const key of keys) await typeReference(hand, place, key)
}

const typeCode: Typing = (hand, { box, field }, code: string) => {
  const type = field.format === 'country' ? 'region' : 'language'
  const names = new Intl.DisplayNames(hand.language, { type })
  const label = field.format === 'time_zone' ? code.replaceAll('_', ' ') : (names.of(code) ?? code)
  return choose(hand, inputIn(box), label, label)
}

const typeFile: Typing = (_, { box }, name: string) =>
  inputIn(box).setInputFiles({ name, mimeType: 'image/png', buffer: picture })

const typeJson: Typing = (hand, place, value) => {
  const shape = shapeOf(place.field.schema ?? {})
  if (shape.kind === 'words') return typeTags(hand, place, value)
  if (shape.kind === 'text') return write(hand, inputIn(place.box), JSON.stringify(value))
  const fields = shape.columns.map(({ key, numeric }): [string, Field] => {
    return [key, { kind: numeric ? 'decimal' : 'text', mode: 'required' }]
  })
  return typeGrid(hand, { ...place, record: { ...place.record, fields: Object.fromEntries(fields) } }, value)
}

async function typeFields(hand: Hand, box: Locator, record: Resource, values: Values): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const inner = box.locator(`[data-field="${name}"]`).first()
    await typeValue(hand, { record, name, field: record.fields[name]!, box: inner }, value)
  }
}

const typeOwned: Typing = async (hand, { field, box }, values: Values) => {
  const add = box.locator('.owned > button')
  if ((await add.count()) > 0) await add.click()
  await typeFields(hand, box, recordNamed(field.to!), values)
}

const typeOwnFields: Typing = async (hand, { record, box }, values: Record<string, Own>) => {
  for (const [name, { field, value }] of Object.entries(values)) {
    await typeValue(hand, { record, name, field, box: box.locator(`[data-field="${name}"]`) }, value)
  }
}

const typeLines: Typing = async (hand, place, lines: readonly Values[]) => {
  const { box, field } = place
  const record = recordNamed(field.to!)
  if ((await box.locator('[data-line-grid]').count()) > 0) return typeGrid(hand, { ...place, record }, lines)
  const cards = box.locator('.card')
  for (const [index, line] of lines.entries()) {
    if ((await cards.count()) <= index) await box.locator('.lines > button').click()
    await typeFields(hand, cards.nth(index), record, line)
  }
}

/** `record` is that of the lines. */
const typeGrid: Typing = async (hand, { record, box }, lines: readonly Values[]) => {
  for (const [index, line] of lines.entries()) {
    const cells = box.locator('tbody tr').nth(index)
    if ((await cells.count()) === 0) await box.locator('.adding button').first().click()
    for (const [name, value] of Object.entries(line)) {
      const cell = cells.locator(`[data-line-cell="${index}:${name}"]`)
      await typeValue(hand, { record, name, field: record.fields[name]!, box: cell }, value)
    }
  }
}

const typings: Readonly<Partial<Record<Field['kind'], Typing>>> = {
  text: typeText,
  long_text: typeText,
  translated_text: typeTranslated,
  integer: typeNumber,
  decimal: typeNumber,
  money: typeNumber,
  quantity: typeNumber,
  flag: (_, { box }, value: boolean) => inputIn(box).setChecked(value),
  date: typeDate,
  instant: typeInstant,
  choice: (_, { box }, value: string) => inputIn(box).selectOption(value),
  reference: typeReference,
  tree_parent: typeReference,
  references: typeReferences,
  tags: typeTags,
  json: typeJson,
  custom_fields: typeOwnFields,
  file: typeFile,
  lines: typeLines,
}
