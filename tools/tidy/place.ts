/** Where a path stands in the project: its tree, its layer and its module; and where an import leads. */
import { posix } from 'node:path'

export type Tree = 'contract' | 'server' | 'web' | 'e2e' | 'bench' | 'sdk' | 'tools' | 'other'
export type Layer = 'platform' | 'look' | 'kit' | 'shell' | 'module' | 'root'

export interface Place {
  readonly tree: Tree
  readonly layer: Layer
  readonly module?: string
}

/** Trees that have a name in the `imports` of package.json. */
export const named = ['contract', 'server', 'web'] as const
const unnamed: readonly string[] = ['e2e', 'bench', 'sdk', 'tools']

const layers: Record<(typeof named)[number], readonly Layer[]> = {
  contract: ['kit'],
  server: ['platform', 'kit'],
  web: ['look', 'kit', 'shell'],
}

export function placeOf(path: string): Place {
  const [first = '', second, ...rest] = path.split('/')
  if (unnamed.includes(first)) return { tree: first as Tree, layer: 'root' }
  const tree = named.find((name) => name === first)
  if (tree === undefined || second !== 'src') return { tree: 'other', layer: 'root' }
  if (rest.length < 2) return { tree, layer: 'root' }
  const layer = layers[tree].find((name) => name === rest[0])
  if (layer) return { tree, layer }
  // In contract every other folder is a module; in server and web the modules have a folder of their own.
  if (tree === 'contract') return { tree, layer: 'module', module: rest[0] ?? '' }
  if (rest[0] === 'modules' && rest.length > 2) return { tree, layer: 'module', module: rest[1] ?? '' }
  return { tree, layer: 'root' }
}

/** The path in the project that an import means; undefined for a package or a part of Node. */
export function targetOf(specifier: string, importer: string): string | undefined {
  const plain = specifier.replace(/\?.*$/, '')
  const match = /^#(\w+)\/(.*)$/.exec(plain)
  if (match) return `${match[1]}/src/${match[2]}`
  if (!/^\.\.?(\/|$)/.test(plain)) return undefined
  return posix.normalize(posix.join(posix.dirname(importer), plain))
}

/** The package an import means: `@scope/name` or `name`, without the path inside it. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}
