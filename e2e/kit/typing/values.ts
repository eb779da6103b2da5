/** What is typed into a form: good values for every field that it shows. */
import type { Field } from '#contract/kit/field/field.ts'
import { goodValue } from '#contract/kit/field/fixtures.ts'
import { shapeOf } from '#contract/kit/field/json/shape.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { recordNamed } from '#contract/modules.ts'
import { mayType } from './exceptions.ts'
import { type Own, targetOf } from './hand.ts'
import type { Values, World } from './making.ts'

/** One of each type. */
const ownFields: Readonly<Record<string, Own>> = {
  typed_text: { field: { kind: 'text', mode: 'optional' }, value: 'Own text' },
  typed_integer: { field: { kind: 'integer', mode: 'optional' }, value: 12 },
  typed_decimal: { field: { kind: 'decimal', mode: 'optional' }, value: '1234.5' },
  typed_flag: { field: { kind: 'flag', mode: 'optional' }, value: true },
  typed_date: { field: { kind: 'date', mode: 'optional' }, value: '2026-03-04' },
  typed_choice: { field: { kind: 'choice', mode: 'optional', choices: ['red', 'green'] }, value: 'green' },
}

const shown = (record: Resource): readonly string[] => record.form.flatMap(({ fields }) => fields)

/** A company adds fields of its own to the record, where that has a place for them. */
export async function addOwnFields(world: World, record: Resource): Promise<void> {
  if (!shown(record).includes('custom_fields')) return
  for (const [name, { field }] of Object.entries(ownFields)) {
    const { kind: field_type, choices = [] } = field
    const title = { en: name, de: name }
    await world.post('/api/v1/custom-field-definitions/', {
      record: record.name,
      name,
      title,
      field_type,
      choices,
    })
  }
}

/** As the API takes them: references are keys, rows inside are rows. */
export async function valuesFor(world: World, record: Resource): Promise<Values> {
  const body: Values = await world.body(record, { full: true })
  const values: Values = {}
  for (const name of shown(record)) {
    const field = record.fields[name]
    if (field === undefined || field.mode === 'server' || !mayType(record, name, true)) continue
    // What no good row has: there is a rule against it.
    if (name in body && body[name] === undefined) continue
    if (field.kind === 'lines') values[name] = await twoLines(world, record, name, body)
    else values[name] = await valueFor(world, record, field, body[name])
  }
  return values
}

async function twoLines(world: World, record: Resource, name: string, body: Values): Promise<Values[]> {
  const line = recordNamed(record.fields[name]!.to!)
  const another: Values = await world.body(record)
  return Promise.all(
    [body, another].map(async (made) => {
      const values = await partFor(world, line)
      const known = Object.entries(made[name]?.[0] ?? {}).filter(([one]) => one in values)
      return { ...values, ...Object.fromEntries(known) }
    }),
  )
}

/** A line, or a row that belongs to another alone. */
async function partFor(world: World, part: Resource): Promise<Values> {
  const body = await world.body(part, { full: true, line: true })
  const values: Values = {}
  const names = part.form.filter(({ collapsed }) => !collapsed).flatMap(({ fields }) => fields)
  for (const name of names) {
    const field = part.fields[name]
    if (field === undefined || field.mode === 'server' || name === 'position') continue
    if (!mayType(part, name, true)) continue
    const isProduct = field.to === 'products.product'
    values[name] = isProduct ? await soldProduct(world) : await valueFor(world, part, field, body[name])
  }
  return values
}

async function valueFor(world: World, record: Resource, field: Field, given: unknown): Promise<unknown> {
  if (field.owned) return partFor(world, recordNamed(field.to!))
  if (field.kind === 'json') return typedJson(field, given)
  if (field.kind === 'custom_fields') return ownFields
  if (field.kind === 'references') return [await newRow(world, field), await newRow(world, field)]
  if (field.kind === 'file') return 'typed.png'
  if (given !== undefined) return given
  const isLink = field.kind === 'reference' || field.kind === 'tree_parent'
  if (isLink && recordNamed(targetOf({ record, field })).name === 'products.product')
    return soldProduct(world)
  return isLink ? world.target(targetOf({ record, field })) : goodValue(field)
}

const newRow = async (world: World, field: Field): Promise<unknown> =>
  (await world.create(recordNamed(field.to!))).id

/** Two lines do not count the same product. */
async function soldProduct(world: World): Promise<unknown> {
  const { id } = await world.create(recordNamed('products.product'))
  await world.move('products', id, 'activate')
  return id
}

/** Something else than the default, which would be there without any typing. */
function typedJson(field: Field, given: unknown): unknown {
  const shape = shapeOf(field.schema ?? {})
  const isOwn = given !== undefined && JSON.stringify(given) !== JSON.stringify(field.default)
  if (shape.kind === 'text') return { typed: ['by', 'a clerk'], times: 1 }
  if (isOwn) return given
  if (shape.kind === 'words') return ['first', 'second']
  const row = (value: number) =>
    Object.fromEntries(shape.columns.map(({ key, type }) => [key, type === 'string' ? '50' : value]))
  return [row(10), row(20)]
}
