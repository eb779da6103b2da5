/** The list of exceptions, `<rule> <file> <reason>`: one that is no longer needed is an error. */
import type { Project } from './project.ts'
import type { Violation } from './rule.ts'

export const exceptionsFile = 'tools/tidy-exceptions.txt'

interface Entry {
  readonly rule: string
  readonly subject: string
  readonly reason: string
  readonly line: number
}

/** The words that no file may contain: lines `word <word> <reason>`. */
export function wordsIn(project: Project): { word: string; reason: string }[] {
  return entriesOf(project)
    .filter((entry) => forbids(entry))
    .map(({ subject, reason }) => ({ word: subject, reason }))
}

export function withoutExceptions(
  violations: readonly Violation[],
  project: Project,
  ruleNames: readonly string[],
): Violation[] {
  const entries = entriesOf(project).filter((entry) => !forbids(entry))
  const left = violations.filter(
    ({ rule, file }) => !entries.some((entry) => entry.rule === rule && entry.subject === file),
  )
  const faults = entries.flatMap((entry) => {
    const message = faultOf(entry, violations, ruleNames)
    return message ? [{ file: exceptionsFile, line: entry.line, rule: 'exception', message }] : []
  })
  return [...left, ...faults]
}

function faultOf(
  entry: Entry,
  violations: readonly Violation[],
  ruleNames: readonly string[],
): string | undefined {
  if (!ruleNames.includes(entry.rule)) return `there is no rule ${entry.rule}`
  if (entry.reason.split(' ').length < 3) return 'give the reason in words'
  const needed = violations.some(({ rule, file }) => rule === entry.rule && file === entry.subject)
  return needed ? undefined : `no longer needed: ${entry.subject} keeps ${entry.rule}`
}

/** `word <word> …` forbids a word; `word docs/x.md …`, with a path, excepts the file. */
function forbids({ rule, subject }: Entry): boolean {
  return rule === 'word' && !subject.includes('.')
}

function entriesOf(project: Project): Entry[] {
  const lines = project.byPath.get(exceptionsFile)?.lines ?? []
  return lines.flatMap((text, index) => {
    if (text.trim() === '' || text.startsWith('#')) return []
    const [rule = '', subject = '', ...reason] = text.trim().split(/\s+/)
    return { rule, subject, reason: reason.join(' '), line: index + 1 }
  })
}
