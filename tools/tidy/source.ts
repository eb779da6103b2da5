/** One file of the project as the rules see it: its text and, for code, its syntax tree and imports. */
import ts from 'typescript'

export interface Source {
  readonly path: string
  readonly bytes: number
  /** Empty for a file that is not text. */
  readonly text: string
  readonly lines: readonly string[]
  /** Only for .ts, .mjs and .vue. */
  readonly code?: Code
}

export interface Code {
  readonly tree: ts.SourceFile
  readonly nodes: readonly ts.Node[]
  readonly imports: readonly Import[]
}

export interface Import {
  readonly specifier: string
  readonly line: number
  /** `import type`: gone at run time. An `import { type X }` stays, as an import for its effect. */
  readonly typeOnly: boolean
}

/** A source that has code, so that rules need not ask again. */
export type CodeSource = Source & { readonly code: Code }

export function readSource(path: string, content: Buffer): Source {
  const binary = content.subarray(0, 8192).includes(0)
  const text = binary ? '' : content.toString('utf8')
  const lines = text.split('\n')
  const code = !binary && /\.(ts|mjs|vue)$/.test(path) ? readCode(path, text) : undefined
  return { path, bytes: content.length, text, lines, ...(code && { code }) }
}

/** A test, or what only tests use: everything in a folder named testing. */
export function isTest(path: string): boolean {
  return /\.(test|spec)\.(ts|mjs)$/.test(path) || /(^|\/)testing\//.test(path)
}

export function lineOf(code: Code, node: ts.Node): number {
  return code.tree.getLineAndCharacterOfPosition(node.getStart(code.tree)).line + 1
}

function readCode(path: string, text: string): Code {
  const script = path.endsWith('.vue') ? scriptOf(text) : text
  const kind = path.endsWith('.mjs') ? ts.ScriptKind.JS : ts.ScriptKind.TS
  const tree = ts.createSourceFile(path, script, ts.ScriptTarget.Latest, true, kind)
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  const imports = nodes.flatMap((node) => importOf(node, tree) ?? [])
  return { tree, nodes, imports }
}

/** The scripts of a component at their own lines, everything else blanked. */
function scriptOf(text: string): string {
  let script = text.replace(/[^\n]/g, ' ')
  for (const match of text.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)) {
    const start = match.index + (match[1] ?? '').length
    const body = match[2] ?? ''
    script = script.slice(0, start) + body + script.slice(start + body.length)
  }
  return script
}

function importOf(node: ts.Node, tree: ts.SourceFile): Import | undefined {
  const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
  const found = (specifier: ts.Node | undefined, typeOnly: boolean): Import | undefined =>
    specifier && ts.isStringLiteralLike(specifier) ? { specifier: specifier.text, line, typeOnly } : undefined

  if (ts.isImportDeclaration(node)) {
    return found(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
  }
  if (ts.isExportDeclaration(node)) return found(node.moduleSpecifier, node.isTypeOnly)
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return found(node.argument.literal, true)
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return found(node.arguments[0], false)
  }
  return undefined
}
