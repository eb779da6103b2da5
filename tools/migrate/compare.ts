/** Compares a migrated database with the definitions, and drafts the way from one to the other. */
import pg from 'pg'
import { migrate } from '#server/platform/migrate.ts'
import { createTestDatabase } from '#server/testing/database.ts'
import { readSchema } from './catalogue.ts'
import { type Difference, differencesOf } from './differences.ts'
import { draftChanges } from './draft.ts'
import { readExpectedSchema } from './expected-schema.ts'
import { handMade, isExplained } from './hand-made.ts'
import type { Records } from './model.ts'
import { missingGuards } from './schema-lint.ts'
import { tablesOf } from './table.ts'

export interface Comparison {
  readonly differences: readonly Difference[]
  /** Parts of a migration; none where nothing is left to do. */
  readonly draft: readonly string[]
}

/** The client is the owner's; its transaction is rolled back. */
export async function compare(client: pg.Client, records: Records): Promise<Comparison> {
  const tables = tablesOf(records)
  await client.query('begin')
  try {
    const actual = await readSchema(client, 'public')
    const guarded = tables.filter(({ name }) => !handMade[name]?.isLedger)
    const unguarded = (await missingGuards(client, guarded)).map(({ table }) => table)
    const expected = await readExpectedSchema(client, tables)
    const differences = differencesOf(actual, expected).filter((difference) => !isExplained(difference))
    const standing = new Set(actual.keys())
    return { differences, draft: draftChanges({ tables, standing, differences, unguarded }) }
  } finally {
    await client.query('rollback')
  }
}

/** Compares a database that is made for it from the template, brought to the newest migration and thrown away. */
export async function compareMigrations(records: Records): Promise<Comparison> {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  try {
    await migrate(database.url, () => {})
    await client.connect()
    return await compare(client, records)
  } finally {
    await client.end()
    await database.drop()
  }
}
