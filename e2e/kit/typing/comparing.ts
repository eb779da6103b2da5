/** What was typed against what the API says was saved. */
import { isDeepStrictEqual } from 'node:util'
import type { Field } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { recordNamed } from '#contract/modules.ts'
import { mayType } from './exceptions.ts'
import { type Own, targetOf } from './hand.ts'
import { rowOf, type Values, type World } from './making.ts'

/** A line for each field that holds something else. */
export async function differences(
  world: World,
  record: Resource,
  typed: Values,
  row: Values,
  at = '',
): Promise<string[]> {
  const told: string[] = []
  for (const [name, value] of Object.entries(typed)) {
    const field = record.fields[name]!
    const here = `${at}${name}`
    if (field.owned) {
      const part = recordNamed(field.to!)
      told.push(...(await differences(world, part, value, row[`${name}_details`] ?? {}, `${here}/`)))
    } else if (field.kind === 'lines') {
      told.push(...(await differencesOfLines(world, field, value, row[name] ?? [], here)))
    } else {
      const [wanted, saved] = await bothOf(world, record, name, value, row)
      if (!isDeepStrictEqual(wanted, saved))
        told.push(`${here}: typed ${JSON.stringify(wanted)}, saved ${JSON.stringify(saved)}`)
    }
  }
  return told
}

async function differencesOfLines(
  world: World,
  field: Field,
  lines: readonly Values[],
  saved: readonly Values[],
  at: string,
): Promise<string[]> {
  if (lines.length !== saved.length) return [`${at}: ${lines.length} lines typed, ${saved.length} saved`]
  const part = recordNamed(field.to!)
  const all = lines.map((line, index) => differences(world, part, line, saved[index]!, `${at}/${index}/`))
  return (await Promise.all(all)).flat()
}

async function bothOf(world: World, record: Resource, name: string, typed: any, row: Values) {
  const field = record.fields[name]!
  const isLink = field.kind === 'reference' || field.kind === 'tree_parent'
  if (isLink) return [(await rowOf(world, targetOf({ record, field }), typed)).id, row[name]]
  if (field.kind === 'file') return [typed, row[`${name}_name`]]
  if (field.kind !== 'custom_fields') return [plain(field, typed), plain(field, row[name])]
  const own = Object.entries(typed as Record<string, Own>).map(([one, { value }]) => [one, value])
  return [sorted(Object.fromEntries(own)), sorted(row[name])]
}

/** As written in one way: numbers without zeros at their end, moments to the minute, sets in one order. */
function plain(field: Field, value: any): unknown {
  if (value === null || value === undefined) return null
  if (['decimal', 'money', 'quantity'].includes(field.kind)) return Number(value)
  if (field.kind === 'instant') return new Date(value).toISOString().slice(0, 16)
  if (field.kind === 'tags') return value.toSorted()
  return field.kind === 'translated_text' ? sorted(value) : value
}

const sorted = (value: Values): Values => Object.fromEntries(Object.entries(value).toSorted())

/** What nobody typed and is another value now. */
export function changedUnasked(record: Resource, typed: Values, before: Values, after: Values): string[] {
  const names = Object.entries(record.fields).flatMap(([name, { mode }]) => {
    return mode === 'server' || !mayType(record, name, true) ? [] : [name]
  })
  return names
    .filter((name) => !(name in typed) && ownWords(before[name]) !== ownWords(after[name]))
    .map((name) => `${name} changed unasked: ${ownWords(before[name])}, now ${ownWords(after[name])}`)
}

/** Without the names of rows elsewhere, which may have changed. */
const ownWords = (value: unknown): string =>
  JSON.stringify(value ?? null, (key, inner) => (key.endsWith('_name') ? undefined : inner))
