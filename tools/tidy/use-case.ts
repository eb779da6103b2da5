/** Use cases: one action per file, the file named verb first after the move it makes. */
import { posix } from 'node:path'
import ts from 'typescript'
import { placeOf } from './place.ts'
import type { Rule } from './rule.ts'
import { type Code, isTest, lineOf } from './source.ts'

export const useCase: Rule = {
  name: 'use-case',
  says: 'A file with an action holds one, and its name begins with the verb of the move.',
  *check(project) {
    for (const { path, code } of project.code) {
      const place = placeOf(path)
      if (place.tree !== 'server' || place.layer !== 'module' || isTest(path)) continue
      const [first, second] = actionsIn(code)
      if (!first) continue
      if (second) {
        yield { file: path, line: lineOf(code, second), message: 'a second use case: give it its own file' }
      }
      const move = first.arguments.find(ts.isStringLiteralLike)
      const verb = move?.text.split('_')[0] ?? ''
      const [name = ''] = posix.basename(path).split(/[-.]/)
      if (!move || name === verb) continue
      const message = `the use case of the move ${move.text} stands in ${verb}-….ts`
      yield { file: path, line: lineOf(code, first), message }
    }
  },
}

function actionsIn(code: Code): ts.CallExpression[] {
  return code.nodes.filter(
    (node): node is ts.CallExpression =>
      ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'action',
  )
}
