/** The first line: every file of code and SQL opens with a sentence that says what it is. */
import type { Rule } from './rule.ts'
import type { Source } from './source.ts'

export const firstLine: Rule = {
  name: 'first-line',
  says: 'A .ts, .mjs, .vue or .sql file opens with a comment: one sentence that says what the file is.',
  *check(project) {
    for (const source of project.sources) {
      if (!/\.(ts|mjs|vue|sql)$/.test(source.path)) continue
      const message = fault(source)
      if (message) yield { file: source.path, line: 1, message }
    }
  },
}

const opening = /^(?:\/\*\*?([\s\S]*?)\*\/|<!--([\s\S]*?)-->|((?:\/\/.*\n?)+)|((?:--.*\n?)+))/

function fault({ text }: Source): string | undefined {
  const match = opening.exec(text.replace(/^#!.*\n/, ''))
  if (!match) return 'open with a comment that says what this file is'
  const comment = match.slice(1).find((part) => part !== undefined) ?? ''
  const sentence = comment.replace(/^\s*(\*|\/\/|--)?\s*/gm, ' ').trim()
  if (sentence.split(/\s+/).length < 3) return 'say in a whole sentence what this file is'
  if (/^[a-z]/.test(sentence)) return 'begin the sentence with a capital letter'
  return sentence.includes('.') ? undefined : 'end the sentence with a full stop'
}
