/** Migrations: applied in order and once, all or nothing, and refused when history was changed. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase } from '#server/testing/database.ts'
import { migrate } from './migrate.ts'
import { exitCodes, StartFailure } from './start-failure.ts'

const two = {
  '0001-cup.sql': 'create table cup (name text primary key);\ncreate table lid (name text);\n',
  '0002-plate.sql': 'create table plate (name text references cup (name));\n',
}

/** An empty database and a folder with these migrations. */
async function prepare(context: TestContext, files: Record<string, string> = two) {
  const database = await createTestDatabase({ empty: true })
  const folder = mkdtempSync(join(tmpdir(), 'kontor-migrate-'))
  const lines: string[] = []
  context.after(async () => {
    rmSync(folder, { recursive: true })
    await database.drop()
  })
  const write = (more: Record<string, string>) => {
    for (const [name, sql] of Object.entries(more)) writeFileSync(join(folder, name), sql)
  }
  write(files)
  const run = () => migrate(database.url, (line) => lines.push(line), folder)
  const refuses = (words: RegExp) =>
    assert.rejects(run, (error) => {
      assert.ok(error instanceof StartFailure)
      assert.equal(error.exitCode, exitCodes.migration)
      assert.match(error.message, words)
      return true
    })
  return { database, folder, lines, run, refuses, write }
}

async function tablesIn(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    `select tablename from pg_tables where schemaname = 'public' order by 1`,
  )
  await client.end()
  return rows.map((row) => row.tablename)
}

test('applies what is pending, in order and once', async (context) => {
  const { database, lines, run, write } = await prepare(context)
  await run()
  assert.deepEqual(lines, ['Migrating: 0001-cup.sql', 'Migrating: 0002-plate.sql'])
  await run()
  assert.equal(lines.length, 2)
  write({ '0003-spoon.sql': 'create table spoon (name text);' })
  await run()
  assert.equal(lines.at(-1), 'Migrating: 0003-spoon.sql')
  assert.deepEqual(await tablesIn(database.url), ['cup', 'kontor_migration', 'lid', 'plate', 'spoon'])
})

test('two servers that start at once apply each migration once', async (context) => {
  const { lines, run } = await prepare(context)
  await Promise.all([run(), run(), run()])
  assert.equal(lines.length, 2)
})

test('a migration that fails leaves nothing of itself and says where', async (context) => {
  const { database, refuses, run, write } = await prepare(context, { '0001-cup.sql': two['0001-cup.sql'] })
  write({ '0002-plate.sql': 'create table plate (name text);\n\ncreate table cup ();\n' })
  await refuses(/^Migration 0002-plate\.sql: .*relation "cup" already exists/)
  assert.deepEqual(await tablesIn(database.url), ['cup', 'kontor_migration', 'lid'])
  write({ '0002-plate.sql': 'create table plate (\n  name nonsense\n);\n' })
  await refuses(/line 2: type "nonsense" does not exist/)
  write(two)
  await run()
})

test('refuses changed, missing and misnumbered migrations', async (context) => {
  const { folder, refuses, run, write } = await prepare(context)
  await run()
  write({ '0001-cup.sql': `${two['0001-cup.sql']}-- a second thought\n` })
  await refuses(/0001-cup\.sql was changed after it had been applied/)
  write(two)
  rmSync(join(folder, '0002-plate.sql'))
  await refuses(/has migration 0002-plate\.sql, this version of Kontor does not/)
  write({ '0002-plate.sql': two['0002-plate.sql'], '0001-bowl.sql': '' })
  await refuses(/0001-bowl\.sql needs a number of its own|0001-cup\.sql needs a number of its own/)
  rmSync(join(folder, '0001-bowl.sql'))
  write({ '0000-bowl.sql': '' })
  await refuses(/0000-bowl\.sql comes too late: 0001-cup\.sql is applied/)
})

test('the migrations of Kontor itself apply to an empty database', async () => {
  const database = await createTestDatabase()
  assert.ok((await tablesIn(database.url)).includes('kontor_migration'))
  await database.drop()
})
