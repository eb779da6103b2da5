/** Makes a lookup record: `node tools/new-record.ts products.finish ["Finish" "Finishes"]`. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Records } from './migrate/model.ts'
import { intoContractModule, intoRecordNames, intoServerModule, intoTexts } from './new-record/insertions.ts'
import { definitionOf, planRecord, type RecordPlan } from './new-record/record-plan.ts'

const root = resolve(import.meta.dirname, '..')
const written: string[] = []

const [name, one, many] = process.argv.slice(2)
if (name === undefined) {
  console.error('new-record: say <module>.<record>, then its English name, one and many, if you like')
  process.exitCode = 2
} else {
  await makeRecord(name)
}
// The PostgreSQL that the draft needed would keep this process alive.
process.exit()

async function makeRecord(record: string): Promise<void> {
  try {
    const plan = planRecord(record, one, many)
    writeSources(plan)
    await draftMigration(plan)
    for (const file of written) console.log(relative(root, file))
  } catch (error) {
    console.error(`new-record: ${(error as Error).message}`)
    process.exitCode = 1
  }
}

function writeSources(plan: RecordPlan): void {
  const contract = join(root, 'contract/src', plan.module)
  if (!existsSync(join(contract, 'module.ts'))) throw new RangeError(`there is no module ${plan.module}`)
  const definition = join(contract, plan.file)
  if (existsSync(definition)) throw new RangeError(`${relative(root, definition)} is there already`)
  writeFileSync(definition, definitionOf(plan))
  written.push(definition)
  edit(join(root, 'contract/src/record-names.ts'), (text) => intoRecordNames(text, plan))
  edit(join(contract, 'module.ts'), (text) => intoContractModule(text, plan))
  edit(join(contract, 'texts.de.ts'), (text) => intoTexts(text, plan))
  edit(join(root, 'server/src/modules', plan.module, 'module.ts'), (text) => intoServerModule(text, plan))
  const { status, stderr } = spawnSync(
    join(root, 'node_modules/.bin/biome'),
    ['format', '--write', ...written],
    { cwd: root, encoding: 'utf8' },
  )
  if (status !== 0) throw new RangeError(`biome could not format the new lines:\n${stderr}`)
}

/** A file that is not there needs no line: texts and the server's module come with time. */
function edit(file: string, change: (text: string) => string): void {
  if (!existsSync(file)) return
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  written.push(file)
}

/** Loaded only now, so that the new definition is among the records. */
async function draftMigration({ table, label: [, many] }: RecordPlan): Promise<void> {
  const { records } = (await import('#contract/modules.ts')) as { records: Records }
  const { compareMigrations } = await import('./migrate/compare.ts')
  const { writeMigration } = await import('./migrate/migration-file.ts')
  const { draft } = await compareMigrations(records)
  const own = `-- ${many}.`
  const parts = draft.map((part) => (part.startsWith(`${own}\n`) ? part.slice(own.length + 1) : part))
  const name = table.replaceAll('_', '-')
  written.push(
    writeMigration(
      join(root, 'server/migrations'),
      name,
      `${many}: drafted from the definition, to be read.`,
      parts,
    ),
  )
}
