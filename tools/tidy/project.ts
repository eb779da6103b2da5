/** The project that tidy looks at: the files git would commit, read and parsed once for all rules. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type CodeSource, readSource, type Source } from './source.ts'

export interface Project {
  readonly sources: readonly Source[]
  readonly code: readonly CodeSource[]
  readonly byPath: ReadonlyMap<string, Source>
}

const notOurs = new Set(['node_modules', '.git', 'data', 'dist', '.cache'])

export function readProject(root: string): Project {
  const sources = pathsIn(root).map((path) => readSource(path, readFileSync(join(root, path))))
  return {
    sources,
    code: sources.filter((source): source is CodeSource => source.code !== undefined),
    byPath: new Map(sources.map((source) => [source.path, source])),
  }
}

function pathsIn(root: string): string[] {
  const paths = committed(root) ?? walk(root, '')
  return paths.filter((path) => isFile(join(root, path))).toSorted()
}

/** What git tracks and what it would add; undefined where the folder came without git. */
function committed(root: string): string[] | undefined {
  if (!existsSync(join(root, '.git'))) return undefined
  try {
    const list = ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard']
    const output = execFileSync('git', list, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return [...new Set(output.split('\0').filter((path) => path !== ''))]
  } catch {
    return undefined
  }
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : walk(root, path)
    return entry.isFile() ? [path] : []
  })
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
