/** What each module of the server says it needs: stated, known, used and free of cycles. */
import ts from 'typescript'
import { placeOf, targetOf } from './place.ts'
import type { Project } from './project.ts'
import type { Finding, Rule } from './rule.ts'
import { lineOf } from './source.ts'

export const moduleNeeds: Rule = {
  name: 'module-needs',
  says: 'A module states in module.ts the modules it needs, uses each of them, and needs form no cycle.',
  *check(project) {
    for (const module of serverModules(project)) yield* checkModule(module, project)
  },
}

function serverModules(project: Project): string[] {
  const modules = project.code.flatMap(({ path }) => {
    const place = placeOf(path)
    return place.tree === 'server' && place.module ? [place.module] : []
  })
  return [...new Set(modules)]
}

export function needsOf(module: string, project: Project): readonly string[] {
  return [...(statedNeeds(module, project)?.keys() ?? [])]
}

const moduleFile = (module: string) => `server/src/modules/${module}/module.ts`

/** The entries of `needs: ['…']` with their lines; undefined where there is no such list. */
function statedNeeds(module: string, project: Project): Map<string, number> | undefined {
  const code = project.byPath.get(moduleFile(module))?.code
  for (const node of code?.nodes ?? []) {
    if (!code || !ts.isPropertyAssignment(node) || node.name.getText(code.tree) !== 'needs') continue
    const list = ts.isAsExpression(node.initializer) ? node.initializer.expression : node.initializer
    if (!ts.isArrayLiteralExpression(list)) continue
    const entries = list.elements.filter(ts.isStringLiteralLike)
    return new Map(entries.map((entry) => [entry.text, lineOf(code, entry)]))
  }
  return undefined
}

function* checkModule(module: string, project: Project): Iterable<Finding> {
  const file = moduleFile(module)
  const needs = statedNeeds(module, project)
  if (!needs) {
    yield { file, line: 1, message: `states no needs: write needs: ['…'] (or []) in ${module}/module.ts` }
    return
  }
  const modules = serverModules(project)
  for (const [need, line] of needs) {
    if (!modules.includes(need)) yield { file, line, message: `needs ${need}, which is no module` }
    else if (reaches(need, module, project)) {
      yield { file, line, message: `needs ${need}, which needs ${module}: news travels upward as events` }
    } else if (!uses(module, need, project)) {
      yield { file, line, message: `needs ${need}, but neither imports nor names anything of it` }
    }
  }
}

function reaches(from: string, goal: string, project: Project, seen = new Set<string>()): boolean {
  if (from === goal) return true
  if (seen.has(from)) return false
  seen.add(from)
  return needsOf(from, project).some((next) => reaches(next, goal, project, seen))
}

/** An import of the other's public.ts or contract counts as use, and so does the name of its record. */
function uses(module: string, need: string, project: Project): boolean {
  return project.code.some(({ path, code }) => {
    if (placeOf(path).module !== module || placeOf(path).tree === 'web') return false
    return code.nodes.some((node) => ts.isStringLiteralLike(node) && names(node.text, path, need))
  })
}

function names(text: string, path: string, need: string): boolean {
  return text.startsWith(`${need}.`) || leadsTo(text, path, need)
}

function leadsTo(specifier: string, path: string, need: string): boolean {
  const target = targetOf(specifier, path)
  return target !== undefined && placeOf(target).module === need
}
