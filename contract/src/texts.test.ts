/** The German texts beyond what the compiler demands: every record, group and move, and the same parameters. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kitFailures } from './kit/failure.ts'
import { movesOf, type Resource, tableOf } from './kit/resource.ts'
import { kitGerman } from './kit/texts.de.ts'
import { modules } from './modules.ts'

interface Texts {
  readonly label: readonly string[]
  readonly fields: Readonly<Record<string, string>>
  readonly moves?: Readonly<Record<string, string>>
  readonly groups?: Readonly<Record<string, string>>
  readonly help?: Readonly<Record<string, string>>
}

async function germanOf(module: string): Promise<Readonly<Record<string, Texts>>> {
  const { de } = await import(`./${module}/texts.de.ts`)
  return de.records
}

/** What a record says in English and not in German. */
function missingIn(record: Resource, texts: Texts | undefined): string[] {
  if (texts === undefined) return [record.name]
  const titles = record.form.flatMap((group) => group.title ?? [])
  const helped = Object.keys(record.fields).filter((name) => record.fields[name]?.help !== undefined)
  return [
    ...titles.filter((title) => !texts.groups?.[title]),
    ...movesOf(record).filter((move) => !texts.moves?.[move]),
    ...helped.filter((name) => !texts.help?.[name]),
    ...Object.keys(record.fields).filter((name) => !texts.fields[name]),
  ].map((key) => `${record.name}: ${key}`)
}

for (const module of modules) {
  test(`the module ${module.name} says everything in German`, async () => {
    const german = await germanOf(module.name)
    const records: readonly Resource[] = module.records
    assert.deepEqual(
      records.flatMap((record) => missingIn(record, german[tableOf(record)])),
      [],
    )
  })
}

type Sentences = Readonly<Record<string, { text: string; help?: string }>>
const german: Sentences = Object.assign({}, kitGerman, ...modules.map((module) => module.german ?? {}))
const english: Sentences = Object.assign({}, kitFailures, ...modules.map((module) => module.failures))

test('a German refusal uses no parameter that the English one has not', () => {
  const parameters = (text: string): string[] => text.match(/\{\w+\}/g) ?? []
  const strange = Object.entries(german).filter(([code, { text, help = '' }]) => {
    const known = parameters(`${english[code]?.text} ${english[code]?.help}`)
    return parameters(`${text} ${help}`).some((parameter) => !known.includes(parameter))
  })
  assert.deepEqual(strange, [])
  assert.deepEqual(
    Object.keys(english).filter((code) => german[code] === undefined),
    [],
  )
})

test('whoever is refused reads the same way on in either language', () => {
  const differing = Object.keys(english).filter((code) => !english[code]?.help !== !german[code]?.help)
  assert.deepEqual(differing, [])
})
