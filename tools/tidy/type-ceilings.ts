/** The work of the type checker: instantiations per tsconfig against the committed ceilings (`--types`). */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Project } from './project.ts'
import type { Violation } from './rule.ts'

const ceilingsFile = 'tools/tidy/type-ceilings.txt'

export function typeViolations(root: string, project: Project): Violation[] {
  const lines = project.byPath.get(ceilingsFile)?.lines ?? []
  return lines.flatMap((text, index) => {
    if (text.trim() === '' || text.startsWith('#')) return []
    const [config = '', ceiling = ''] = text.split(/\s+/)
    const message = overCeiling(instantiations(root, config), Number(ceiling))
    if (!message) return []
    return { file: ceilingsFile, line: index + 1, rule: 'type-ceiling', message: `${config}: ${message}` }
  })
}

export function overCeiling(counted: number | undefined, ceiling: number): string | undefined {
  if (counted === undefined) return 'the type checker did not say how many instantiations it made'
  return counted > ceiling ? `${counted} instantiations, at most ${ceiling}` : undefined
}

function instantiations(root: string, config: string): number | undefined {
  const checker = join(root, 'node_modules/typescript-native/bin/tsc')
  const flags = ['--noEmit', '--extendedDiagnostics']
  const { stdout } = spawnSync(process.execPath, [checker, '-p', config, ...flags], {
    cwd: root,
    encoding: 'utf8',
  })
  const count = /^Instantiations:\s+(\d+)/m.exec(stdout)?.[1]
  return count === undefined ? undefined : Number(count)
}
