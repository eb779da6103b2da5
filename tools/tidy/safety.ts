/** What switches a guard off: any, ts-ignore, bare errors, mocks of our own code, tests left out. */
import ts from 'typescript'
import { placeOf } from './place.ts'
import type { Rule } from './rule.ts'
import { isTest, lineOf } from './source.ts'

export const asAny: Rule = {
  name: 'as-any',
  says: 'No `as any`.',
  *check(project) {
    for (const { path, code } of project.code) {
      for (const node of code.nodes) {
        const cast = ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)
        if (!cast || node.type.kind !== ts.SyntaxKind.AnyKeyword) continue
        yield { file: path, line: lineOf(code, node), message: 'name the type' }
      }
    }
  },
}

const silenced = /(?:\/\/|\/\*|<!--)\s*@ts-(ignore|nocheck|expect-error)/

export const typeSilenced: Rule = {
  name: 'type-silenced',
  says: 'No @ts-ignore and no @ts-nocheck; @ts-expect-error only in tests.',
  *check(project) {
    for (const { path, lines } of project.code) {
      for (const [index, text] of lines.entries()) {
        const what = silenced.exec(text)?.[1]
        if (!what || (what === 'expect-error' && isTest(path))) continue
        yield { file: path, line: index + 1, message: `@ts-${what} hides an error` }
      }
    }
  },
}

export const bareError: Rule = {
  name: 'bare-error',
  says: 'Modules of the server refuse with a catalogued code, never with a bare Error.',
  *check(project) {
    for (const { path, code } of project.code) {
      const place = placeOf(path)
      if (place.tree !== 'server' || place.layer !== 'module' || isTest(path)) continue
      for (const node of code.nodes) {
        if (!ts.isThrowStatement(node) || !ts.isNewExpression(node.expression)) continue
        const thrown = node.expression.expression.getText(code.tree)
        if (!/^(Error|TypeError|RangeError)$/.test(thrown)) continue
        yield { file: path, line: lineOf(code, node), message: `throw new ${thrown}: refuse with a code` }
      }
    }
  },
}

export const ownMock: Rule = {
  name: 'own-mock',
  says: 'Our own code is never mocked.',
  *check(project) {
    for (const { path, code } of project.code) {
      for (const node of code.nodes) {
        if (!ts.isCallExpression(node)) continue
        const called = node.expression.getText(code.tree)
        const subject = node.arguments[0]
        if (!/^(vi|jest)\.(do)?[mM]ock$|\bmock\.module$/.test(called) || !subject) continue
        const name = subject.getText(code.tree)
        if (!/['"`](#|\.)/.test(name)) continue
        yield { file: path, line: lineOf(code, node), message: `${called}(${name}): test the real thing` }
      }
    }
  },
}

export const onlyTest: Rule = {
  name: 'only-test',
  says: 'No test is left marked as the only one to run.',
  *check(project) {
    for (const { path, code } of project.code) {
      if (!isTest(path)) continue
      for (const node of code.nodes) {
        if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'only') continue
        if (!/^(test|it|describe|suite)$/.test(node.expression.getText(code.tree))) continue
        yield { file: path, line: lineOf(code, node), message: 'the other tests of this file do not run' }
      }
    }
  },
}
