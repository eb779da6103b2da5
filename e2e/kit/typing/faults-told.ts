/** What a filled form says of faults, each where it stands: texts that are no values, refusals of the server. */
import type { Locator, Page } from 'playwright-core'
import type { Field } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { recordNamed } from '#contract/modules.ts'
import { listPath, type RecordName } from '#contract/record-names.ts'
import { type Hand, inputsIn, type Own, type Place, typeValue } from './hand.ts'
import type { Values } from './making.ts'

interface Spot extends Place {
  /** As a refusal names it: `/lines/0/quantity`. */
  readonly pointer: string
  readonly value: unknown
}

type Press = () => Promise<void>

/** A line for each fault that is told nowhere, or not at its field. */
export async function faultsUntold(
  hand: Hand,
  record: Resource,
  typed: Values,
  press: Press,
): Promise<string[]> {
  const main = hand.page.locator('main')
  const spots = Object.entries(typed).flatMap(([name, value]) => {
    const box = main.locator(`[data-field="${name}"]:not([data-field] *)`)
    return spotsAt({ record, name, field: record.fields[name]!, box, value, pointer: `/${name}` })
  })
  const lines = Object.keys(typed).filter((name) => record.fields[name]!.kind === 'lines')
  const beside = ['/nobody', ...lines.flatMap((name) => [`/${name}`, `/${name}/1`])]
  return [
    ...(await unreadableTaken(hand, spots, press)),
    ...(await refusalsUntold(hand.page, record, spots, beside, press)),
  ]
}

/** Every input there is within a field. */
function spotsAt(spot: Spot): Spot[] {
  const { field, box, pointer } = spot
  const within = (record: Resource, name: string, value: unknown, inner: Locator, at: string, of?: Field) =>
    spotsAt({ record, name, field: of ?? record.fields[name]!, box: inner.first(), value, pointer: at })
  const boxOf = (name: string) => box.locator(`[data-field="${name}"]`)
  const values = Object.entries(spot.value as Values)
  if (field.owned) {
    const part = recordNamed(field.to!)
    return values.flatMap(([name, value]) => within(part, name, value, boxOf(name), `${pointer}/${name}`))
  }
  if (field.kind === 'custom_fields')
    return values.flatMap(([name, own]: [string, Own]) =>
      within(spot.record, name, own.value, boxOf(name), `${pointer}/${name}`, own.field),
    )
  if (field.kind !== 'lines') return [spot]
  const line = recordNamed(field.to!)
  return (spot.value as Values[]).flatMap((row, index) =>
    Object.entries(row).flatMap(([name, value]) => {
      const card = box.locator('.card').nth(index).locator(`[data-field="${name}"]`)
      const cell = box.locator(`[data-line-cell="${index}:${name}"]`)
      return within(line, name, value, cell.or(card), `${pointer}/${index}/${name}`)
    }),
  )
}

const unreadable: Readonly<Partial<Record<Field['kind'], string>>> = {
  date: '31.2.',
  integer: 'x1',
  decimal: '1,2,3.4',
  money: 'much',
  quantity: 'some',
}

/** One of each kind and depth: the form is not sent as long as it stands there, and says so. */
async function unreadableTaken(hand: Hand, spots: readonly Spot[], press: Press): Promise<string[]> {
  const { page } = hand
  const told: string[] = []
  const first = new Map(spots.map((spot) => [`${spot.field.kind} ${spot.pointer.split('/').length}`, spot]))
  for (const spot of first.values()) {
    const text = unreadable[spot.field.kind]
    if (text === undefined) continue
    await inputsIn(spot.box).first().fill(text)
    const sent: string[] = []
    const note = (request: { method(): string }) => void sent.push(request.method())
    page.on('request', note)
    await press()
    const isSaid = await spot.box
      .locator('.error')
      .first()
      .waitFor({ timeout: 5000 })
      .then(
        () => true,
        () => false,
      )
    page.off('request', note)
    if (!isSaid) told.push(`${spot.pointer}: that ${text} is no value is not said`)
    if (sent.includes('POST')) return [...told, `${spot.pointer}: was sent though ${text} is no value`]
    await typeValue(hand, spot, spot.value)
  }
  return told
}

/** The server refuses everything that was typed, a line as a whole, and what no field shows. */
async function refusalsUntold(
  page: Page,
  record: Resource,
  spots: readonly Spot[],
  beside: readonly string[],
  press: Press,
): Promise<string[]> {
  const all = [...spots.map(({ pointer }) => pointer), ...beside]
  const errors = all.map((pointer) => ({ pointer, code: 'kit.required', detail: `Fault <${pointer}>.` }))
  const refusal = { status: 400, title: 'Refused', code: 'kit.invalid', errors }
  const isOurs = (url: URL) => url.pathname === listPath(record.name as RecordName)
  await page.route(isOurs, (route) => route.fulfill({ status: 400, json: refusal }))
  await press()
  await page.getByText('Fault </nobody>').first().waitFor()
  await page.unroute(isOurs)
  const isShown = async (place: Locator, pointer: string) =>
    (await place.getByText(`Fault <${pointer}>`).filter({ visible: true }).count()) > 0
  const told: string[] = []
  for (const { pointer, box } of spots)
    if (!(await isShown(box, pointer))) told.push(`${pointer}: its refusal is not at its field`)
  for (const pointer of beside)
    if (!(await isShown(page.locator('main'), pointer))) told.push(`${pointer}: its refusal is told nowhere`)
  return told
}
