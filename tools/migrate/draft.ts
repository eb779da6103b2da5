/** The SQL that would bring the migrated schema to the definitions, for a person to read and complete. */
import { addConstraint, columnSql, createIndex, guardCalls } from './create-table.ts'
import type { Difference } from './differences.ts'
import { draftTables } from './draft-tables.ts'
import type { Table } from './model.ts'

export interface Drafting {
  readonly tables: readonly Table[]
  /** The tables of the database. */
  readonly standing: ReadonlySet<string>
  readonly differences: readonly Difference[]
  /** Tables whose references are not all tested. */
  readonly unguarded: readonly Table[]
}

/** Statements, one or a few a part; what only a person can decide is a comment. */
export function draftChanges({ tables, standing, differences, unguarded }: Drafting): string[] {
  const fresh = tables.filter(({ name }) => !standing.has(name))
  const changed = tables.flatMap((table) => {
    const own = differences.filter((difference) => difference.table === table.name)
    return inOrder(own).map((difference) => draftChange(table, difference))
  })
  const guards = unguarded.filter(({ name }) => standing.has(name)).map(draftGuards)
  return [...draftTables(fresh, standing), ...changed.filter((sql) => sql !== ''), ...guards]
}

const order = ['column', 'constraint', 'index', 'policy', 'table']

/** Columns before what stands on them; within a kind, what goes before what comes. */
function inOrder(differences: readonly Difference[]): Difference[] {
  const rank = ({ kind, expected }: Difference) => order.indexOf(kind) * 2 + (expected === null ? 0 : 1)
  return differences.toSorted((one, two) => rank(one) - rank(two))
}

function draftChange(table: Table, difference: Difference): string {
  switch (difference.kind) {
    case 'column':
      return draftColumn(table, difference)
    case 'constraint':
      return draftConstraint(table, difference)
    case 'index':
      return draftIndex(table, difference)
    case 'policy':
      return draftPolicy(table, difference)
    default:
      return ''
  }
}

function draftPolicy(table: Table, { name, actual, expected }: Difference): string {
  const lines = [`Policy ${name} of ${table.name} is ${actual ?? 'missing'},`, `not ${expected ?? 'wanted'}.`]
  return lines.map((line) => `-- ${line}`).join('\n')
}

function draftColumn(table: Table, { name, actual, expected }: Difference): string {
  if (expected === null) return `-- In no definition: alter table ${table.name} drop column ${name};`
  const column = table.columns.find((candidate) => candidate.name === name)
  if (column === undefined) return ''
  if (actual !== null) return alterColumn(table, name, parse(actual), parse(expected))
  const sql = `alter table ${table.name} add column ${columnSql(column)};`
  const needsValue = !column.nullable && column.default === null && column.generated === null
  return needsValue ? `-- Say what rows have that stand already.\n${sql}` : sql
}

interface Parsed {
  readonly type: string
  readonly isRequired: boolean
  readonly value: string | null
  readonly isGenerated: boolean
}

function parse(definition: string): Parsed {
  const [, type = '', required, kind, value = null] =
    /^(.*?)( not null)?(?: (default|generated) (.*))?$/s.exec(definition) ?? []
  return { type, isRequired: required !== undefined, value, isGenerated: kind === 'generated' }
}

function alterColumn(table: Table, name: string, actual: Parsed, expected: Parsed): string {
  const alter = (change: string) => `alter table ${table.name} alter ${name} ${change};`
  const statements: string[] = []
  if (actual.isGenerated || expected.isGenerated) {
    if (actual.value !== expected.value || actual.type !== expected.type) {
      return `-- ${table.name}.${name} is generated otherwise: drop it, add it anew, with what stands on it.`
    }
  } else if (actual.value !== expected.value) {
    statements.push(alter(expected.value === null ? 'drop default' : `set default ${expected.value}`))
  }
  if (actual.type !== expected.type) {
    statements.push(`-- It was ${actual.type}: do all values fit?`, alter(`type ${expected.type}`))
  }
  if (actual.isRequired !== expected.isRequired) {
    const change = expected.isRequired ? 'set not null' : 'drop not null'
    if (expected.isRequired) statements.push('-- Fill the empty ones first.')
    statements.push(alter(change))
  }
  return statements.join('\n')
}

function draftConstraint(table: Table, { name, actual, expected }: Difference): string {
  const drop = actual === null ? [] : [`alter table ${table.name} drop constraint ${name};`]
  const constraint = table.constraints.find((candidate) => candidate.name === name)
  const add = expected === null || constraint === undefined ? [] : [addConstraint(table, constraint)]
  return [...drop, ...add].join('\n')
}

function draftIndex(table: Table, { name, actual, expected }: Difference): string {
  const drop = actual === null ? [] : [`drop index ${name};`]
  const index = table.indexes.find((candidate) => candidate.name === name)
  const add = expected === null || index === undefined ? [] : [createIndex(table, index)]
  return [...drop, ...add].join('\n')
}

/** The functions are made anew as a whole. */
function draftGuards(table: Table): string {
  const functions = ['new', 'changed'].map((when) => `kontor.guard_${when}_${table.name}()`)
  return [`drop function if exists ${functions.join(', ')} cascade;`, ...guardCalls(table)].join('\n')
}
