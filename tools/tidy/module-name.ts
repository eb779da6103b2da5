/** One name per module: server, web, e2e and docs call it as the contract does. */
import { placeOf } from './place.ts'
import type { Project } from './project.ts'
import type { Rule } from './rule.ts'

const homes = [
  /^server\/src\/modules\/([^/]+)\//,
  /^web\/src\/modules\/([^/]+)\//,
  /^e2e\/(?!kit\/)([^/]+)\//,
  /^docs\/modules\/([^/]+)\.md$/,
]

export const moduleName: Rule = {
  name: 'module-name',
  says: 'A module has the same name in contract, server, web, e2e and docs.',
  *check(project) {
    const modules = contractModules(project)
    const seen = new Set<string>()
    for (const { path } of project.sources) {
      for (const home of homes) {
        const [prefix, module] = home.exec(path) ?? []
        if (prefix === undefined || module === undefined || seen.has(prefix)) continue
        seen.add(prefix)
        if (modules.has(module)) continue
        yield { file: path, line: 1, message: `the contract has no module ${module}` }
      }
    }
  },
}

function contractModules(project: Project): Set<string> {
  return new Set(
    project.code.flatMap(({ path }) => {
      const place = placeOf(path)
      return place.tree === 'contract' && place.module ? [place.module] : []
    }),
  )
}
