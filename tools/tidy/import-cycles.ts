/** Import cycles, counted by file: values, types and `import()` alike. */
import { targetOf } from './place.ts'
import type { Project } from './project.ts'
import type { Rule } from './rule.ts'

export const importCycles: Rule = {
  name: 'import-cycle',
  says: 'No file imports itself by way of others (import type and import() count, too).',
  *check(project) {
    const graph = importsOf(project)
    const reported = new Set<string>()
    for (const file of graph.keys()) {
      if (reported.has(file)) continue
      const loop = wayBack(file, graph)
      if (!loop) continue
      for (const member of loop) reported.add(member)
      yield { file, line: 1, message: [...loop, file].join(' -> ') }
    }
  },
}

function importsOf(project: Project): Map<string, string[]> {
  return new Map(
    project.code.map(({ path, code }) => {
      const targets = code.imports.flatMap(({ specifier }) => targetOf(specifier, path) ?? [])
      return [path, targets.filter((target) => project.byPath.has(target))]
    }),
  )
}

/** The shortest way from a file back to itself, beginning with it; breadth first. */
function wayBack(start: string, graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>()
  let edge = [start]
  while (edge.length > 0) {
    const next: string[] = []
    for (const file of edge) {
      for (const target of graph.get(file) ?? []) {
        if (target === start) return trace(file, start, cameFrom)
        if (cameFrom.has(target)) continue
        cameFrom.set(target, file)
        next.push(target)
      }
    }
    edge = next
  }
  return undefined
}

function trace(last: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [last]
  for (let file = last; file !== start; ) {
    file = cameFrom.get(file) ?? start
    way.unshift(file)
  }
  return way
}
