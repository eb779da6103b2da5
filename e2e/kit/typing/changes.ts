/** What the fields of a form are changed to: good values that are not those they have. */
import type { Field } from '#contract/kit/field/field.ts'
import { goodValue } from '#contract/kit/field/fixtures.ts'
import { shapeOf } from '#contract/kit/field/json/shape.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { recordNamed } from '#contract/modules.ts'
import { listPath } from '#contract/record-names.ts'
import { mayType } from './exceptions.ts'
import { type Own, targetOf } from './hand.ts'
import type { Values, World } from './making.ts'

/** `fresh` are values of another row, which follow the rules of the record. */
export async function changesFor(
  world: World,
  record: Resource,
  typed: Values,
  fresh: Values,
): Promise<Values> {
  const values: Values = {}
  for (const [name, now] of Object.entries(typed)) {
    const field = record.fields[name]!
    if (field.frozen || field.kind === 'file' || !mayType(record, name, false)) continue
    const isKept = ['text', 'reference', 'tree_parent'].includes(field.kind) && !field.owned
    const isFresh = isKept && fresh[name] !== undefined && fresh[name] !== now
    values[name] = isFresh ? fresh[name] : await otherValue(world, record, field, now)
  }
  return values
}

/** A part keeps what may not be changed in it, for it is typed as a whole. */
async function otherPart(world: World, part: Resource, now: Values): Promise<Values> {
  return { ...now, ...(await changesFor(world, part, now, {})) }
}

async function otherValue(world: World, record: Resource, field: Field, now: any): Promise<unknown> {
  if (field.owned) return otherPart(world, recordNamed(field.to!), now)
  if (field.kind === 'reference' || field.kind === 'tree_parent')
    return otherRow(world, recordNamed(targetOf({ record, field })), now)
  if (field.kind === 'references') return [...now.slice(1), (await world.create(recordNamed(field.to!))).id]
  if (field.kind === 'lines')
    return Promise.all(now.map((line: Values) => otherPart(world, recordNamed(field.to!), line)))
  if (field.kind === 'custom_fields') return otherOwn(world, record, now)
  return otherPlain(field, now)
}

async function otherOwn(world: World, record: Resource, now: Record<string, Own>): Promise<unknown> {
  const entries = Object.entries(now).map(async ([name, { field, value }]) => {
    return [name, { field, value: await otherValue(world, record, field, value) }]
  })
  return Object.fromEntries(await Promise.all(entries))
}

const otherCodes: Readonly<Record<string, string>> = {
  country: 'AT',
  language: 'en',
  time_zone: 'Europe/Vienna',
  color: '#112233',
}

function otherPlain(field: Field, now: any): unknown {
  switch (field.kind) {
    case 'flag':
      return !now
    case 'choice':
      return field.choices?.find((one) => one !== now && one !== '') ?? now
    case 'integer':
    case 'decimal':
    case 'money':
    case 'quantity':
      return otherNumber(field, now)
    case 'date':
      return new Date(Date.parse(now) + 86_400_000).toISOString().slice(0, 10)
    case 'instant':
      return new Date(Date.parse(now) + 3_720_000).toISOString()
    case 'tags':
      return ['changed', ...now.slice(1)]
    case 'json':
      return otherJson(field, now)
    default:
      return otherCodes[field.format ?? ''] ?? goodValue(field)
  }
}

/** With a digit behind the point where it may have one; goods are counted in whole pieces. */
function otherNumber(field: Field, now: string | number): string | number {
  const isWhole = ['integer', 'quantity'].includes(field.kind) || field.places === 0
  const step = isWhole ? 1 : 0.25
  const isMost = Number(now) + step > (field.max ?? Number.POSITIVE_INFINITY)
  const next = Number(now) + (isMost ? -step : step)
  return field.kind === 'integer' ? next : String(next)
}

function otherJson(field: Field, now: any): unknown {
  const shape = shapeOf(field.schema ?? {})
  if (shape.kind === 'words') return [...now.slice(0, -1), 'changed']
  if (shape.kind === 'text') return { ...now, times: 2 }
  return now.map((row: Values) => ({ ...row, net_days: Number(row.net_days) + 5 }))
}

/** A new one, or of those that nobody makes another one. */
async function otherRow(world: World, record: Resource, now: unknown): Promise<unknown> {
  if (!record.access?.some((one) => one === 'fixed' || one === 'standard'))
    return (await world.create(record)).id
  const { body } = await world.chief.get(`${listPath(record.name as never)}?page_size=20`)
  return body.results.find((row: Values) => row.id !== now && row[record.key ?? 'id'] !== now)?.id ?? now
}
