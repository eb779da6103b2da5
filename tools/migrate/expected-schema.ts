/** The schema of the definitions, made for a moment so that PostgreSQL describes it like the real one. */
import { type Client, readSchema, type Schema } from './catalogue.ts'
import { addConstraint, createIndex, createTable, tagCalls } from './create-table.ts'
import type { Table } from './model.ts'

const scratch = 'kontor_expected'

/** Call it in a transaction of the database's owner, and roll that back. */
export async function readExpectedSchema(client: Client, tables: readonly Table[]): Promise<Schema> {
  await client.query(`create schema ${scratch}`)
  await client.query(`set local search_path = ${scratch}, public`)
  await client.query(tables.flatMap(withoutKeys).join('\n'))
  await client.query(tables.flatMap(keys).join('\n'))
  return await readSchema(client, scratch)
}

function withoutKeys(table: Table): string[] {
  const later = new Set(
    table.constraints.filter(({ target }) => target !== undefined).map(({ name }) => name),
  )
  const indexes = table.indexes.map((index) => createIndex(table, index))
  const calls = [`call kontor.protect('${table.name}', '${table.scope}');`, ...tagCalls(table)]
  return [createTable(table, later), ...indexes, ...calls]
}

function keys(table: Table): string[] {
  const foreign = table.constraints.filter(({ target }) => target !== undefined)
  return foreign.map((constraint) => addConstraint(table, constraint))
}
