/** The import table: which tree, layer and module may import which. */
import { needsOf } from './module-needs.ts'
import { type Layer, type Place, packageOf, placeOf, targetOf } from './place.ts'
import type { Project } from './project.ts'
import type { Rule } from './rule.ts'
import { isTest } from './source.ts'

/** The contract has no framework: these two are arithmetic and shapes. */
const contractPackages = ['zod', 'decimal.js']
const webOrder: readonly Layer[] = ['look', 'kit', 'shell', 'module', 'root']

export const importTable: Rule = {
  name: 'import-table',
  says: 'A tree, layer or module imports only what the table of ARCHITECTURE.md allows it.',
  *check(project) {
    for (const { path, code } of project.code) {
      for (const { specifier, line } of code.imports) {
        const message = refusal(path, specifier, project)
        if (message) yield { file: path, line, message: `${specifier}: ${message}` }
      }
    }
  },
}

interface Edge {
  readonly from: Place
  readonly to: Place
  readonly target: string
  readonly test: boolean
  readonly project: Project
}

function refusal(path: string, specifier: string, project: Project): string | undefined {
  const from = placeOf(path)
  const test = isTest(path)
  const target = targetOf(specifier, path)
  if (target === undefined) return test ? undefined : outside(from, specifier)
  const edge = { from, to: placeOf(target), target, test, project }
  if (from.tree === 'contract') return fromContract(edge)
  if (from.tree === 'server') return fromServer(edge)
  if (from.tree === 'web') return fromWeb(edge)
  if (from.tree === 'tools') return toTrees(edge, ['tools', 'contract', 'server'])
  if (from.tree === 'other') return undefined
  return toTrees(edge, [from.tree, 'contract'])
}

function outside(from: Place, specifier: string): string | undefined {
  const node = specifier.startsWith('node:')
  if (from.tree === 'web' && node) return 'web runs in a browser, not on Node'
  if (from.tree !== 'contract') return undefined
  if (node) return 'contract does no I/O and knows no Node'
  if (contractPackages.includes(packageOf(specifier))) return undefined
  return `contract uses no package but ${contractPackages.join(' and ')}`
}

function toTrees({ from, to }: Edge, allowed: readonly string[]): string | undefined {
  if (to.tree !== 'other' && !allowed.includes(to.tree)) return `${from.tree} never imports ${to.tree}`
  return undefined
}

function fromContract(edge: Edge): string | undefined {
  return toTrees(edge, ['contract']) ?? (edge.from.layer === 'kit' ? toKitPart(edge) : undefined)
}

function fromServer(edge: Edge): string | undefined {
  const { from, to, test } = edge
  const tree = toTrees(edge, ['contract', 'server'])
  if (tree || from.layer === 'root') return tree
  if (from.layer !== 'module' && to.tree === 'contract') return toKitPart(edge)
  if (to.tree !== 'server') return undefined
  if (to.layer === 'root') return test ? undefined : `${from.layer} is below the root of the server`
  if (from.layer === 'platform' && to.layer !== 'platform') return 'platform knows neither kit nor modules'
  if (from.layer === 'kit' && to.layer === 'module') return 'the kit knows no module'
  return otherModule(edge, needsOf(from.module ?? '', edge.project))
}

function fromWeb(edge: Edge): string | undefined {
  const { from, to } = edge
  const tree = toTrees(edge, ['contract', 'web'])
  if (tree || to.tree !== 'web') return tree
  if (webOrder.indexOf(to.layer) > webOrder.indexOf(from.layer)) {
    return edge.test && to.layer === 'root' ? undefined : `${from.layer} is below ${to.layer}`
  }
  return otherModule(edge)
}

/** Another module is entered by its `public.ts`, on the server only if in `needs`; tests use its `testing`. */
function otherModule({ from, to, target, test }: Edge, needs?: readonly string[]): string | undefined {
  if (from.layer !== 'module' || to.module === undefined || to.module === from.module) return undefined
  if (test && target.includes(`/modules/${to.module}/testing/`)) return undefined
  if (!target.endsWith(`/modules/${to.module}/public.ts`)) {
    return `other modules only through modules/${to.module}/public.ts`
  }
  if (needs && !needs.includes(to.module)) return `${to.module} is not in the needs of ${from.module}`
  return undefined
}

/** Kits see the contract's kit and such root files as name no module's file themselves. */
function toKitPart({ to, target, project }: Edge): string | undefined {
  if (to.layer === 'module') return 'a kit knows no module'
  if (to.layer !== 'root') return undefined
  const imports = project.byPath.get(target)?.code?.imports ?? []
  const leads = imports.some(({ specifier }) => {
    const next = targetOf(specifier, target)
    return next !== undefined && placeOf(next).layer === 'module'
  })
  return leads ? 'a kit knows no module, and this file imports them' : undefined
}
