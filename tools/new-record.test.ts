/** A new record takes seconds and fits: its migration makes the schema that its definition asks for. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { testPostgresVariable } from '#server/testing/database.ts'
import { startTestPostgres, type TestPostgres } from '#server/testing/test-postgres.ts'

const root = resolve(import.meta.dirname, '..')
let copy: string
let postgres: TestPostgres | undefined
let postgresUrl: string

before(async () => {
  const given = process.env[testPostgresVariable]
  if (given === undefined) postgres = await startTestPostgres()
  postgresUrl = given ?? postgres?.superuserUrl ?? ''
  copy = mkdtempSync(join(tmpdir(), 'kontor-new-record-'))
  const isWanted = (path: string) => !/\/(node_modules|dist)(\/|$)/.test(path)
  const sources = ['contract', 'server', 'tools', 'bench', 'e2e']
  for (const part of [...sources, 'package.json', 'tsconfig.json', 'biome.json', '.gitignore']) {
    if (existsSync(join(root, part)))
      cpSync(join(root, part), join(copy, part), { recursive: true, filter: isWanted })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
})

after(async () => {
  rmSync(copy, { recursive: true })
  await postgres?.stop()
})

function run(tool: string, ...words: string[]) {
  const env = { ...process.env, [testPostgresVariable]: postgresUrl }
  return spawnSync(process.execPath, [join(copy, 'tools', tool), ...words], {
    cwd: copy,
    encoding: 'utf8',
    env,
  })
}

const read = (path: string) => readFileSync(join(copy, path), 'utf8')

test('a lookup record is made whole', () => {
  const before = readdirSync(join(copy, 'server/migrations'))
  const made = run('new-record.ts', 'products.surface_finish')
  assert.equal(made.status, 0, made.stderr)
  assert.match(read('contract/src/products/surface-finish.ts'), /resource\('products\.surface_finish', \{/)
  assert.match(read('contract/src/record-names.ts'), /'products\.surface_finish': 'surface-finishes',\n/)
  assert.match(
    read('contract/src/products/module.ts'),
    /from '\.\/surface-finish\.ts'\n[\s\S]*surfaceFinish,?\s*\]/,
  )
  assert.match(read('server/src/modules/products/module.ts'), /serve\(surfaceFinish\)/)

  const fresh = readdirSync(join(copy, 'server/migrations')).filter((name) => !before.includes(name))
  assert.equal(fresh.length, 1)
  assert.match(fresh[0] ?? '', /^\d{4}-surface-finish\.sql$/)
  const migration = read(`server/migrations/${fresh[0]}`)
  assert.match(migration, /create table surface_finish \(/)
  assert.match(migration, /call kontor\.protect\('surface_finish', 'inherited'\);/)

  const checked = run('migrate.ts', 'check')
  assert.equal(
    checked.stdout
      .split('\n')
      .filter((line) => line.includes('surface_finish'))
      .join(),
    '',
  )
  const compiler = join(copy, 'node_modules/typescript-native/bin/tsc')
  const options = ['--project', 'tsconfig.json', '--pretty', 'false', '--singleThreaded']
  const compiled = spawnSync(process.execPath, [compiler, ...options], { cwd: copy, encoding: 'utf8' })
  assert.equal(compiled.stdout, '', 'what was made compiles')
})

test('a field added to a record is drafted as one column', () => {
  const file = 'contract/src/products/tax-category.ts'
  const remark = "    remark: text({ default: '' }),\n"
  writeFileSync(
    join(copy, file),
    read(file).replace(/^ {4}code: .*\n/m, (line) => line + remark),
  )
  const drafted = run('migrate.ts', 'draft', 'remark')
  assert.equal(drafted.status, 0, drafted.stderr)
  const name = readdirSync(join(copy, 'server/migrations')).find((entry) => entry.endsWith('-remark.sql'))
  const migration = read(`server/migrations/${name}`)
  assert.match(migration, /^alter table tax_category add column remark text not null default '';$/m)
  assert.match(migration, /add constraint ck_tax_category__remark check \(char_length\(remark\) <= 255\);/)
})

test('what cannot be made is refused before anything is written', () => {
  for (const [name, why] of [
    ['products.Surface', /lower case/],
    ['nowhere.thing', /no module nowhere/],
    ['products.product', /is there already/],
  ] as const) {
    const refused = run('new-record.ts', name)
    assert.equal(refused.status, 1)
    assert.match(refused.stderr, why)
  }
})
