/** Names: whole words, camelCase for code, snake_case for data, kebab-case for files. */
import { posix } from 'node:path'
import ts from 'typescript'
import { abbreviations, dataWords, foreignNames } from './abbreviations.ts'
import type { Finding, Rule } from './rule.ts'
import { type Code, type CodeSource, lineOf, type Source } from './source.ts'

export const abbreviation: Rule = {
  name: 'abbreviation',
  says: 'Names of files, code and columns are made of whole words.',
  *check(project) {
    for (const source of project.sources) {
      if (source.code) yield* inCode({ ...source, code: source.code })
      else if (/^server\/migrations\/.*\.sql$/.test(source.path)) yield* inSql(source)
    }
  },
}

export const snakeCase: Rule = {
  name: 'snake-case',
  says: 'Code is camelCase; snake_case is for data: keys, members, and what is passed on as `{ name }`.',
  *check(project) {
    for (const { path, code } of project.code) {
      const shorthands = code.nodes.filter(ts.isShorthandPropertyAssignment)
      const passedOn = new Set(shorthands.map((node) => node.name.text))
      for (const { name, node, data } of declared(code)) {
        if (data || passedOn.has(name) || !/[A-Za-z0-9]_+[A-Za-z0-9]/.test(name)) continue
        yield { file: path, line: lineOf(code, node), message: `${name}: camelCase in code` }
      }
    }
  },
}

export const fileName: Rule = {
  name: 'file-name',
  says: 'Files are named in kebab-case, Vue components in PascalCase.',
  *check(project) {
    for (const { path } of project.sources) {
      const name = posix.basename(path)
      const component = name.endsWith('.vue')
      const wanted = component ? /^[A-Z][A-Za-z0-9]*\.vue$/ : /^[a-z0-9]+([-.][a-zA-Z0-9]+)*$/
      if (!/\.(ts|mjs|vue|sql)$/.test(name) || wanted.test(name)) continue
      yield { file: path, line: 1, message: `${name}: ${component ? 'PascalCase' : 'kebab-case'}` }
    }
  },
}

function* inCode({ path, code }: CodeSource): Iterable<Finding> {
  const stem = posix.basename(path).replace(/\.\w+$/, '')
  for (const message of shortened(stem, [])) yield { file: path, line: 1, message }
  for (const { name, node, data } of declared(code)) {
    if (data && foreignNames.includes(name)) continue
    const allowed = data || name.includes('_') ? dataWords : []
    for (const message of shortened(name, allowed)) yield { file: path, line: lineOf(code, node), message }
  }
}

/** SQL's own words and functions are not ours to spell. */
function* inSql({ path, text }: Source): Iterable<Finding> {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ')
  const plain = text.replace(/--.*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, blank)
  for (const [index, line] of plain.split('\n').entries()) {
    for (const [word] of line.matchAll(/[a-z_][a-z0-9_]*/gi)) {
      if (/^(pg_|num_n|obj_d|col_d)/.test(word)) continue
      for (const message of shortened(word, [...dataWords, 'desc'])) {
        yield { file: path, line: index + 1, message }
      }
    }
  }
}

function shortened(name: string, allowed: readonly string[]): string[] {
  const words = name.split(/[-._$]|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
  return words.flatMap((word) => {
    const short = word.toLowerCase().replace(/\d+$/, '')
    const whole = abbreviations.get(short) ?? abbreviations.get(short.replace(/s$/, ''))
    return whole && !allowed.includes(short) ? `${name}: write ${whole} for ${word}` : []
  })
}

interface Declared {
  readonly name: string
  readonly node: ts.Node
  /** A key or member: the name of a piece of data. */
  readonly data: boolean
}

function* declared(code: Code): Iterable<Declared> {
  for (const node of code.nodes) {
    if (!ts.isIdentifier(node)) continue
    const parent = node.parent as ts.Node & { name?: ts.Node }
    // Names like __DEV__ are those of build tools.
    if (parent.name !== node || !isDeclaration(parent) || /^__.*__$/.test(node.text)) continue
    yield { name: node.text, node, data: isMember(parent) }
  }
}

/** A name that comes from elsewhere (`{ res } = answer`, `import { desc }`) is not declared here. */
function isDeclaration(node: ts.Node): boolean {
  if (ts.isBindingElement(node))
    return node.propertyName !== undefined || !ts.isObjectBindingPattern(node.parent)
  if (ts.isImportSpecifier(node)) return node.propertyName !== undefined
  return (
    isMember(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node)
  )
}

function isMember(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node)
  )
}
