/** Migrations beside the definitions: `node tools/migrate.ts check`, `node tools/migrate.ts draft <name>`. */
import { join, relative, resolve } from 'node:path'
import { records } from '#contract/modules.ts'
import { compareMigrations } from './migrate/compare.ts'
import { tellDifference } from './migrate/differences.ts'
import { writeMigration } from './migrate/migration-file.ts'

const root = resolve(import.meta.dirname, '..')
const [command, name] = process.argv.slice(2)

if (command === 'check') {
  await check()
} else if (command === 'draft' && name !== undefined && /^[a-z][a-z0-9-]*$/.test(name)) {
  await draft(name)
} else {
  console.error('migrate: say `check`, or `draft <name>` with a name such as product-colour')
  process.exitCode = 2
}
// The PostgreSQL it started would keep this process alive.
process.exit()

async function check(): Promise<void> {
  const { differences } = await compareMigrations(records)
  for (const difference of differences) console.log(tellDifference(difference))
  console.log(`migrate: ${records.size} records, ${differences.length} differences`)
  if (differences.length > 0) process.exitCode = 1
}

async function draft(migration: string): Promise<void> {
  const { draft: parts } = await compareMigrations(records)
  if (parts.length === 0) {
    console.log('migrate: the schema is what the definitions say, there is nothing to draft')
    return
  }
  const sentence = 'Drafted from the definitions: read it, complete it, and say here what it is for.'
  const file = writeMigration(join(root, 'server/migrations'), migration, sentence, parts)
  console.log(`migrate: ${relative(root, file)}, ${parts.length} parts`)
}
