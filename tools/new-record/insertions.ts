/** Puts a new record's lines into the files that list records; each takes a file's text and gives it back. */
import type { RecordPlan } from './record-plan.ts'
import { textsOf } from './record-plan.ts'

/** After the module's last line, else at the end. */
export function intoRecordNames(text: string, { module, table, path }: RecordPlan): string {
  const line = `  '${module}.${table}': '${path}',\n`
  const lines = [...text.matchAll(new RegExp(`^  '${module}\\..*\\n`, 'gm'))]
  const last = lines.at(-1)
  const at = last === undefined ? find(text, '} as const') : last.index + last[0].length
  return insert(text, at, line)
}

export function intoContractModule(text: string, { constant, file }: RecordPlan): string {
  const imported = insert(text, afterImports(text), `import { ${constant} } from './${file}'\n`)
  return intoList(imported, constant)
}

export function intoServerModule(text: string, { module, constant, file }: RecordPlan): string {
  const serve = "import { serve } from '#server/kit/served.ts'\n"
  const own = `import { ${constant} } from '#contract/${module}/${file}'\n`
  const imports = text.includes(serve) ? own : own + serve
  return intoList(insert(text, afterImports(text), imports), `serve(${constant})`)
}

export function intoTexts(text: string, plan: RecordPlan): string {
  const [opening] = /records: \{\n?/.exec(text) ?? []
  if (opening === undefined) throw new RangeError('there is no list of records')
  return insert(text, find(text, opening) + opening.length, `\n${textsOf(plan)}`)
}

function afterImports(text: string): number {
  const last = [...text.matchAll(/^import .*\n/gm)].at(-1)
  if (last === undefined) throw new RangeError('there are no imports')
  return last.index + last[0].length
}

/** At the end of `records: [ … ]`. */
function intoList(text: string, entry: string): string {
  const start = find(text, 'records: [') + 'records: ['.length
  const end = text.indexOf(']', start)
  const before = text.slice(start, end).trimEnd()
  const separator = before === '' || before.endsWith(',') ? '' : ','
  return `${text.slice(0, start)}${before}${separator} ${entry}${text.slice(end)}`
}

function find(text: string, part: string): number {
  const at = text.indexOf(part)
  if (at < 0) throw new RangeError(`${part} is not there`)
  return at
}

function insert(text: string, at: number, line: string): string {
  return text.slice(0, at) + line + text.slice(at)
}
