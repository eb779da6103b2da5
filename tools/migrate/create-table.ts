/** A table of the definitions as SQL: what a migration draft says of a new record. */
import type { Column } from './columns.ts'
import type { Constraint, Index, Table } from './model.ts'

const widest = 108

/** `without` names constraints that come later, since the table they point to does not stand yet. */
export function createTable(table: Table, without: ReadonlySet<string> = new Set()): string {
  const constraints = table.constraints.filter(({ name }) => !without.has(name))
  const lines = [
    ...table.columns.map(columnSql),
    ...constraints.map((constraint) => wrap(`constraint ${constraint.name} ${constraint.sql}`)),
  ]
  return `create table ${table.name} (\n  ${lines.join(',\n  ')}\n);`
}

export function columnSql({ name, type, nullable, default: value, generated }: Column): string {
  const parts = [`${name} ${type}`]
  if (!nullable) parts.push('not null')
  if (value !== null) parts.push(`default ${value}`)
  if (generated !== null) parts.push(`generated always as (${generated}) stored`)
  return parts.join(' ')
}

export function addConstraint(table: Table, { name, sql }: Constraint): string {
  return `alter table ${table.name}\n  ${wrap(`add constraint ${name} ${sql}`)};`
}

export function createIndex(table: Table, { name, columns, isUnique, nullsEqual, where }: Index): string {
  const head = `create ${isUnique ? 'unique ' : ''}index ${name} on ${table.name}`
  const tail = `${nullsEqual ? ' nulls not distinct' : ''}${where === undefined ? '' : ` where ${where}`};`
  const line = `${head} (${columns.join(', ')})${tail}`
  return line.length <= widest ? line : `${head}\n  (${columns.join(', ')})${tail}`
}

/** Policies, and the trigger that tests references. */
export function protectTable(table: Table): string[] {
  return [`call kontor.protect('${table.name}', '${table.scope}');`, ...tagCalls(table), ...guardCalls(table)]
}

/** The index of a list that may be filtered by tags, within reach of the function that reads it. */
export function tagCalls({ name, isTagged }: Table): string[] {
  return isTagged ? [`call kontor.index_tags('${name}');`] : []
}

export function guardCalls(table: Table): string[] {
  const pairs = Object.entries(table.guards).map(([column, target]) => `"${column}": "${target}"`)
  if (pairs.length === 0) return []
  const call = `call kontor.guard_references('${table.name}', '{${pairs.join(', ')}}');`
  if (call.length <= widest) return [call]
  return [`call kontor.guard_references('${table.name}', '{\n  ${pairs.join(',\n  ')}\n}');`]
}

/** Breaks a long clause before `references` and `on delete`, and a long list of values where it fits. */
function wrap(clause: string): string {
  if (clause.length + 3 <= widest) return clause
  const broken = clause.replace(/ (references |check )/, '\n    $1')
  return broken.split('\n').map(wrapList).join('\n')
}

function wrapList(line: string): string {
  if (line.length + 3 <= widest) return line
  const lines = ['']
  for (const part of line.split(/(?<=, )/)) {
    if ((lines.at(-1) ?? '').length + part.length > widest - 4) lines.push('      ')
    lines[lines.length - 1] += part
  }
  return lines.map((text) => text.trimEnd()).join('\n')
}
