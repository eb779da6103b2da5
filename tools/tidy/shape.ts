/** What a file of code may not be made of: barrels, default exports and syntax that Node cannot strip. */
import ts from 'typescript'
import type { Project } from './project.ts'
import type { Finding, Rule } from './rule.ts'
import { lineOf } from './source.ts'

export const reexportOnly: Rule = {
  name: 'reexport-only',
  says: 'No file only re-exports; a module’s public.ts may.',
  *check(project) {
    for (const { path, code } of project.code) {
      const { statements } = code.tree
      if (/\/modules\/[^/]+\/public\.ts$/.test(path) || !statements.some(ts.isExportDeclaration)) continue
      const passesOn = (node: ts.Node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      if (!statements.every(passesOn)) continue
      yield {
        file: path,
        line: 1,
        message: 'only passes on what others export: import from where it is made',
      }
    }
  },
}

export const defaultExport: Rule = {
  name: 'default-export',
  says: 'Default exports only in .vue, *.config.* and .d.ts.',
  *check(project) {
    for (const { path, code } of project.code) {
      if (/\.(vue|d\.ts|config\.(ts|mjs))$/.test(path)) continue
      for (const node of code.nodes) {
        if (!isDefaultExport(node)) continue
        yield { file: path, line: lineOf(code, node), message: 'give it a name' }
      }
    }
  },
}

export const decorator: Rule = {
  name: 'decorator',
  says: 'No decorators.',
  check: (project) => nodesWhere(project, ts.isDecorator, 'call a function instead'),
}

export const enumeration: Rule = {
  name: 'enum',
  says: 'No enums: choices are tuples `as const`.',
  check: (project) => nodesWhere(project, ts.isEnumDeclaration, 'write a tuple `as const`'),
}

export const namespace: Rule = {
  name: 'namespace',
  says: 'No namespaces: a file is the namespace.',
  check: (project) => nodesWhere(project, isNamespace, 'a file is the namespace'),
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true
  if (ts.isExportSpecifier(node)) return node.name.text === 'default'
  if (!ts.isFunctionDeclaration(node) && !ts.isClassDeclaration(node)) return false
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false
}

/** `declare module 'x'` and `declare global` are how types are added to others, not namespaces. */
function isNamespace(node: ts.Node): boolean {
  return ts.isModuleDeclaration(node) && ts.isIdentifier(node.name) && node.name.text !== 'global'
}

function* nodesWhere(
  project: Project,
  matches: (node: ts.Node) => boolean,
  message: string,
): Iterable<Finding> {
  for (const { path, code } of project.code) {
    for (const node of code.nodes) {
      if (matches(node)) yield { file: path, line: lineOf(code, node), message }
    }
  }
}
