/** Every rule of tidy finds what breaks it, at its line, and leaves alone what does not. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Case } from './cases/case.ts'
import { codeCases } from './cases/code-cases.ts'
import { cycleCases } from './cases/cycle-cases.ts'
import { importCases } from './cases/import-cases.ts'
import { textCases } from './cases/text-cases.ts'
import { inFolder } from './fixture.ts'
import { readProject } from './project.ts'
import { rules, violationsOf } from './rules.ts'

const cases: readonly Case[] = [...importCases, ...cycleCases, ...codeCases, ...textCases]

for (const { name } of rules) {
  describe(name, () => {
    const own = cases.filter(({ rule }) => rule === name)

    test('has a case that breaks it and one that does not', () => {
      assert.ok(own.some(({ found }) => found.length > 0))
      assert.ok(own.some(({ found }) => found.length === 0))
    })

    for (const { what, files, found } of own) {
      test(`${found.length > 0 ? 'refuses' : 'accepts'}: ${what}`, () => {
        const violations = inFolder(files, (root) => violationsOf(readProject(root)))
        const places = violations
          .filter(({ rule }) => rule === name)
          .map(({ file, line }) => `${file}:${line}`)
        assert.deepEqual(places.toSorted(), [...found].toSorted())
      })
    }
  })
}

test('no case speaks of a rule that does not exist', () => {
  const names = rules.map(({ name }) => name)
  assert.deepEqual(
    cases.filter(({ rule }) => !names.includes(rule)),
    [],
  )
})
