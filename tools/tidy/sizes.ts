/** Sizes: what a reader can hold in mind, from a line to a folder. */
import { posix } from 'node:path'
import ts from 'typescript'
import type { Project } from './project.ts'
import type { Rule } from './rule.ts'
import { type CodeSource, isTest, lineOf, type Source } from './source.ts'

const limits = { code: 300, test: 400, root: 80, function: 60, line: 120, folder: 40, kit: 5000 }
const rootFiles = ['server/src/main.ts', 'server/src/modules.ts']

export const fileLength: Rule = {
  name: 'file-length',
  says:
    `A code file has at most ${limits.code} lines, a test ${limits.test}, ` +
    `${rootFiles.join(' and ')} ${limits.root}.`,
  *check(project) {
    for (const source of project.code) {
      const lines = lengthOf(source)
      const limit = rootFiles.includes(source.path)
        ? limits.root
        : isTest(source.path)
          ? limits.test
          : limits.code
      if (lines <= limit) continue
      yield { file: source.path, line: limit + 1, message: `${lines} lines, at most ${limit}` }
    }
  },
}

export const functionLength: Rule = {
  name: 'function-length',
  says: `A function has at most ${limits.function} lines; the callback of describe() may hold more.`,
  *check(project) {
    for (const { path, code } of project.code) {
      for (const node of code.nodes) {
        if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || groupsTests(node)) continue
        const line = lineOf(code, node)
        const lines = code.tree.getLineAndCharacterOfPosition(node.end).line + 2 - line
        if (lines <= limits.function) continue
        yield { file: path, line, message: `${lines} lines in one function, at most ${limits.function}` }
      }
    }
  },
}

export const lineLength: Rule = {
  name: 'line-length',
  says: `A line has at most ${limits.line} columns; imports, web addresses and SQL snapshots may be longer.`,
  *check(project) {
    for (const source of project.sources) {
      if (!source.code && !/\.(sql|css)$/.test(source.path)) continue
      if (isSnapshot(source.path)) continue
      for (const [index, text] of source.lines.entries()) {
        // UTF-16 length first: it is never less than the number of columns.
        if (text.length <= limits.line || mayBeLong(text)) continue
        const columns = [...text].length
        if (columns <= limits.line) continue
        const message = `${columns} columns, at most ${limits.line}`
        yield { file: source.path, line: index + 1, message }
      }
    }
  },
}

export const folderSize: Rule = {
  name: 'folder-size',
  says: `A folder has at most ${limits.folder} source files; tests, SQL and texts are not counted.`,
  *check(project) {
    const counts = new Map<string, number>()
    for (const { path } of project.code) {
      if (isTest(path) || /(^|\/)texts\.[^/]+\.ts$/.test(path)) continue
      const folder = posix.dirname(path)
      counts.set(folder, (counts.get(folder) ?? 0) + 1)
    }
    for (const [file, count] of counts) {
      if (count <= limits.folder) continue
      yield { file, line: 1, message: `${count} source files in one folder, at most ${limits.folder}` }
    }
  },
}

export const kitSize: Rule = {
  name: 'kit-size',
  says: `server/src/kit and web/src/kit have at most ${limits.kit} lines each, tests not counted.`,
  *check(project) {
    for (const { file, lines } of kitLines(project)) {
      if (lines > limits.kit) yield { file, line: 1, message: `${lines} lines, at most ${limits.kit}` }
    }
  },
}

export function kitLines(project: Project): { file: string; lines: number }[] {
  return ['server/src/kit', 'web/src/kit'].map((file) => {
    const sources = project.code.filter(({ path }) => path.startsWith(`${file}/`) && !isTest(path))
    return { file, lines: sources.reduce((sum, source) => sum + lengthOf(source), 0) }
  })
}

function lengthOf({ lines }: CodeSource | Source): number {
  return lines.at(-1) === '' ? lines.length - 1 : lines.length
}

function groupsTests(node: ts.Node): boolean {
  if (!ts.isCallExpression(node.parent)) return false
  return /^(describe|suite)(\.|$)/.test(node.parent.expression.getText())
}

/** SQL of the server stands in server/migrations; what stands beside the code is written by tests. */
function isSnapshot(path: string): boolean {
  return path.startsWith('server/src/') && path.endsWith('.sql')
}

function mayBeLong(text: string): boolean {
  return /^\s*(import\b|export\b.*\bfrom\b|} from )/.test(text) || /https?:\/\//.test(text)
}
