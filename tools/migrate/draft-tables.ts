/** New tables as SQL, in an order in which the foreign keys find their targets. */
import { addConstraint, createIndex, createTable, protectTable } from './create-table.ts'
import type { Table } from './model.ts'

/** `standing`: tables that are there before. Keys to tables that come even later are named in comments. */
export function draftTables(tables: readonly Table[], standing: ReadonlySet<string>): string[] {
  const done = new Set(standing)
  const parts: string[] = []
  const open: { table: Table; name: string; target: string }[] = []
  for (const table of inOrder(tables, standing)) {
    done.add(table.name)
    const missing = table.constraints.flatMap(({ name, target }) =>
      target !== undefined && !done.has(target) ? [{ table, name, target }] : [],
    )
    open.push(...missing)
    parts.push(draftTable(table, new Set(missing.map(({ name }) => name))))
  }
  return [...parts, ...open.map((key) => draftOpenKey(key, done))]
}

function draftTable(table: Table, without: ReadonlySet<string>): string {
  const indexes = table.indexes.map((index) => createIndex(table, index))
  return [`-- ${table.comment}.`, createTable(table, without), ...indexes, ...protectTable(table)].join('\n')
}

function draftOpenKey(key: { table: Table; name: string; target: string }, done: ReadonlySet<string>) {
  if (!done.has(key.target)) return `-- ${key.name} comes with the table ${key.target}.`
  const constraint = key.table.constraints.find(({ name }) => name === key.name)
  return constraint === undefined ? '' : addConstraint(key.table, constraint)
}

/** Tables whose targets all stand come first; where they point to one another, in the order given. */
function inOrder(tables: readonly Table[], standing: ReadonlySet<string>): Table[] {
  const left = [...tables]
  const done = new Set(standing)
  const ordered: Table[] = []
  while (left.length > 0) {
    const ready = left.findIndex((table) =>
      targetsOf(table).every(
        (target) => done.has(target) || target === table.name || !includes(left, target),
      ),
    )
    const [next] = left.splice(Math.max(ready, 0), 1)
    if (next === undefined) break
    done.add(next.name)
    ordered.push(next)
  }
  return ordered
}

function targetsOf(table: Table): string[] {
  return table.constraints.flatMap(({ target }) => (target === undefined ? [] : [target]))
}

function includes(tables: readonly Table[], name: string): boolean {
  return tables.some((table) => table.name === name)
}
