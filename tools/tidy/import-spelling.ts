/** How an import is spelt: `./x.ts` inside a folder, `#tree/…` for everything else. */
import { posix } from 'node:path'
import { named, placeOf, targetOf } from './place.ts'
import type { Rule } from './rule.ts'

export const importSpelling: Rule = {
  name: 'import-spelling',
  says: 'Imports are ./x.ts inside a folder and below it, #contract/…, #server/… or #web/… elsewhere.',
  *check(project) {
    for (const { path, code } of project.code) {
      for (const { specifier, line } of code.imports) {
        const message = misspelling(path, specifier)
        if (message) yield { file: path, line, message: `${specifier}: ${message}` }
      }
    }
  },
}

function misspelling(path: string, specifier: string): string | undefined {
  const target = targetOf(specifier, path)
  if (target === undefined) return specifier.startsWith('#') ? 'no such name in package.json' : undefined
  const tree = named.find((name) => specifier.startsWith(`#${name}/`))
  if (specifier.startsWith('#') && !tree) return 'no such name in package.json'
  if (posix.extname(target) === '') return 'write the ending, as Node wants it'
  if (tree) return sameFolder(path, target) ? `write ./${posix.basename(target)}` : undefined
  return specifier.startsWith('../') ? upward(path, target) : undefined
}

function sameFolder(path: string, target: string): boolean {
  return posix.dirname(path) === posix.dirname(target)
}

/** Trees without a name of their own (e2e, bench, sdk, tools) may climb, but not out. */
function upward(path: string, target: string): string | undefined {
  const goal = named.find((name) => target.startsWith(`${name}/src/`))
  if (goal) return `write #${target.replace('/src', '')}`
  const from = placeOf(path)
  const climbs = !named.some((name) => name === from.tree) && placeOf(target).tree === from.tree
  return climbs ? undefined : 'no ../ out of the tree'
}
