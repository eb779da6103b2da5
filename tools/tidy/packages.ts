/** Packages: imported only when package.json lists them, and by the server only as real dependencies. */
import { builtinModules } from 'node:module'
import { packageOf, placeOf, targetOf } from './place.ts'
import type { Project } from './project.ts'
import type { Rule } from './rule.ts'
import { isTest } from './source.ts'

export const packages: Rule = {
  name: 'package',
  says: 'A package is imported only if package.json lists it; the server runs without devDependencies.',
  *check(project) {
    const listed = listedPackages(project)
    if (!listed) return
    for (const { path, code } of project.code) {
      const place = placeOf(path)
      const ships = (place.tree === 'server' || place.tree === 'contract') && !isTest(path)
      for (const { specifier, line, typeOnly } of code.imports) {
        if (targetOf(specifier, path) !== undefined || /^(node:|#|virtual:)/.test(specifier)) continue
        const name = packageOf(specifier)
        if (builtinModules.includes(name)) yield { file: path, line, message: `write node:${name}` }
        else if (!listed.all.has(name)) yield { file: path, line, message: `${name} is not in package.json` }
        else if (ships && !typeOnly && !listed.production.has(name)) {
          yield { file: path, line, message: `${name} is a devDependency, the server runs without it` }
        }
      }
    }
  },
}

function listedPackages(project: Project): { all: Set<string>; production: Set<string> } | undefined {
  const text = project.byPath.get('package.json')?.text
  if (!text) return undefined
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text)
  const production = new Set(Object.keys(dependencies))
  return { production, all: new Set([...production, ...Object.keys(devDependencies)]) }
}
