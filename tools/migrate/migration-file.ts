/** The file of a new migration: the next number, the name, one sentence that a person replaces. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export function writeMigration(
  folder: string,
  name: string,
  sentence: string,
  parts: readonly string[],
): string {
  const numbers = readdirSync(folder).flatMap((file) => /^(\d{4})-.*\.sql$/.exec(file)?.[1] ?? [])
  const next = Math.max(0, ...numbers.map(Number)) + 1
  const file = join(folder, `${String(next).padStart(4, '0')}-${name}.sql`)
  writeFileSync(file, `${[`-- ${sentence}`, ...parts].join('\n\n')}\n`, { flag: 'wx' })
  return file
}
