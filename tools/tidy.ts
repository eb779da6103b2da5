/** Checks the rules of this repository in seconds: `node tools/tidy.ts [--types] [--list] [folder]`. */
import { resolve } from 'node:path'
import { readProject } from './tidy/project.ts'
import { rules, violationsOf } from './tidy/rules.ts'
import { kitLines } from './tidy/sizes.ts'
import { typeViolations } from './tidy/type-ceilings.ts'

const flags = process.argv.slice(2).filter((word) => word.startsWith('--'))
const folder = process.argv.slice(2).find((word) => !word.startsWith('--'))
const unknown = flags.find((flag) => !['--types', '--list'].includes(flag))

if (unknown) {
  console.error(`tidy: ${unknown} is not known; there are --types and --list`)
  process.exitCode = 2
} else if (flags.includes('--list')) {
  for (const { name, says } of rules) console.log(`${name.padEnd(16)} ${says}`)
} else {
  check(folder ? resolve(folder) : resolve(import.meta.dirname, '..'))
}

function check(root: string): void {
  const project = readProject(root)
  const types = flags.includes('--types') ? typeViolations(root, project) : []
  const violations = [...violationsOf(project), ...types]
  for (const { file, line, rule, message } of violations) console.log(`${file}:${line} ${rule} ${message}`)
  const kits = kitLines(project).map(({ file, lines }) => `${file} ${lines} lines`)
  console.log(`tidy: ${project.sources.length} files, ${kits.join(', ')}, ${violations.length} violations`)
  if (violations.length > 0) process.exitCode = 1
}
