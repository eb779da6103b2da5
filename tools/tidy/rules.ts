/** All rules of tidy, in the order in which they are listed, and the run over a project. */
import { bannedWord, largeFile, registryHost } from './content.ts'
import { withoutExceptions } from './exceptions.ts'
import { firstLine } from './first-line.ts'
import { importCycles } from './import-cycles.ts'
import { importSpelling } from './import-spelling.ts'
import { importTable } from './import-table.ts'
import { moduleName } from './module-name.ts'
import { moduleNeeds } from './module-needs.ts'
import { abbreviation, fileName, snakeCase } from './names.ts'
import { packages } from './packages.ts'
import type { Project } from './project.ts'
import type { Rule, Violation } from './rule.ts'
import { asAny, bareError, onlyTest, ownMock, typeSilenced } from './safety.ts'
import { decorator, defaultExport, enumeration, namespace, reexportOnly } from './shape.ts'
import { fileLength, folderSize, functionLength, kitSize, lineLength } from './sizes.ts'
import { useCase } from './use-case.ts'

export const rules: readonly Rule[] = [
  importTable,
  moduleNeeds,
  moduleName,
  importSpelling,
  importCycles,
  packages,
  reexportOnly,
  defaultExport,
  decorator,
  enumeration,
  namespace,
  fileLength,
  functionLength,
  lineLength,
  folderSize,
  kitSize,
  fileName,
  abbreviation,
  snakeCase,
  firstLine,
  useCase,
  bareError,
  asAny,
  typeSilenced,
  ownMock,
  onlyTest,
  largeFile,
  registryHost,
  bannedWord,
]

export function violationsOf(project: Project): Violation[] {
  const found = rules.flatMap((rule) =>
    [...rule.check(project)].map((finding): Violation => ({ ...finding, rule: rule.name })),
  )
  const names = rules.map(({ name }) => name)
  return withoutExceptions(found, project, names).toSorted(
    (one, other) => one.file.localeCompare(other.file) || one.line - other.line,
  )
}
