/** Reference data that comes with the schema: complete, exact, and loaded again without harm. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { records } from '#contract/modules.ts'
import { migrationsFolder } from '#server/platform/migrate.ts'
import { createTestDatabase, type TestDatabase } from '#server/testing/database.ts'

let database: TestDatabase
let client: pg.Client

before(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})

after(async () => {
  await client.end()
  await database.drop()
})

async function values(text: string): Promise<string[]> {
  const { rows } = await client.query({ text, rowMode: 'array' })
  return rows.map((row) => row.join(' '))
}

const tables = ['currency', 'country', 'unit', 'unit_conversion', 'organization_type', 'status']
const taxTables = ['tax_jurisdiction', 'tax_category', 'tax_rate']

async function counts(): Promise<string[]> {
  const counted = [...tables, ...taxTables].map((table) => `select '${table}', count(*) from ${table}`)
  return await values(counted.join(' union all '))
}

test('seeds loaded twice add nothing and overwrite nothing', async () => {
  const before = await counts()
  assert.ok(
    before.every((line) => !line.endsWith(' 0')),
    before.join(),
  )
  await client.query('begin')
  await client.query(`update currency set name = 'Our own euro' where code = 'EUR'`)
  const seeds = readdirSync(migrationsFolder).filter((name) => /^004\d-seed-/.test(name))
  assert.equal(seeds.length, 6)
  for (const seed of seeds.toSorted()) await client.query(readFileSync(join(migrationsFolder, seed), 'utf8'))
  assert.deepEqual(await counts(), before)
  assert.deepEqual(await values(`select name from currency where code = 'EUR'`), ['Our own euro'])
  await client.query('rollback')
})

test('what comes with Kontor reads English and German', async () => {
  const standing = [...records.values()].filter(
    ({ scope, access }) => scope === 'global' || access?.includes('standard'),
  )
  const lacking: string[] = []
  for (const { name: record, fields } of standing) {
    const table = record.split('.')[1]
    for (const name of ['name', 'description']) {
      const { kind, translations } = fields[name] ?? {}
      if (kind === undefined || kind === 'translated_text') continue
      if (translations === undefined) lacking.push(`${record}: ${name} is in one language`)
      else {
        const rows = await values(`select t."${name}" from ${table} t
          where coalesce(to_jsonb(t) ->> 'tenant_id', '') = '' and t."${name}" <> ''
            and not (t."${translations}" ?& array['en', 'de'])`)
        lacking.push(...rows.map((row) => `${record}: ${row}`))
      }
    }
  }
  assert.ok(standing.length >= 8)
  assert.deepEqual(lacking, [])
})

test('currencies and countries are those of the standards', async () => {
  assert.deepEqual(
    await values(`select code, numeric_code, decimal_places from currency
      where code in ('EUR', 'USD', 'JPY', 'KWD', 'CLF', 'CHF') order by code`),
    ['CHF 756 2', 'CLF 990 4', 'EUR 978 2', 'JPY 392 0', 'KWD 414 3', 'USD 840 2'],
  )
  assert.deepEqual(await values(`select code from currency where code !~ '^[A-Z]{3}$'`), [])
  assert.deepEqual(
    await values(`select code from currency where coalesce(numeric_code, '') !~ '^\\d{3}$'`),
    [],
  )
  assert.deepEqual(await values('select count(*), count(*) filter (where is_european_union) from country'), [
    '249 27',
  ])
  assert.deepEqual(await values(`select name->>'de', name->>'en' from country where code = 'AT'`), [
    'Österreich Austria',
  ])
  assert.deepEqual(await values(`select code from country where not name ?& array['de', 'en']`), [])
})

test('units convert exactly within their dimension', async () => {
  assert.deepEqual(
    await values(`select one.code, other.code, trim_scale(numerator::numeric / denominator)
      from unit_conversion c join unit one on one.id = c.unit_id join unit other on other.id = c.into_unit_id
      where one.code in ('GAL', 'FT', 'OZ', 'FT2', 'DZ') order by 1`),
    ['DZ EA 12', 'FT M 0.3048', 'FT2 M2 0.09290304', 'GAL L 3.785411784', 'OZ KG 0.028349523125'],
  )
  assert.deepEqual(
    await values(`select one.code from unit_conversion c join unit one on one.id = c.unit_id
      join unit other on other.id = c.into_unit_id where one.uom_type <> other.uom_type`),
    [],
  )
  assert.deepEqual(await values('select code from unit where rec20 is null'), [])
  assert.deepEqual(await values(`select code from unit where not names ?& array['de', 'en']`), [])
  assert.deepEqual(await values(`select code from unit where not symbols ?& array['de', 'en']`), [])
  assert.deepEqual(
    await values(`select symbols->>'de', symbols->>'en' from unit where code in ('EA', 'KG') order by code`),
    ['Stk pcs', 'kg kg'],
  )
})

test('on any day one rate holds for a class in a country', async () => {
  const rateOn = (day: string) =>
    values(`select c.code, trim_scale(r.rate * 100) from tax_rate r
      join tax_jurisdiction j on j.id = r.jurisdiction_id join tax_category c on c.id = r.tax_category_id
      where j.code = 'DE' and r.category = 'S' and '${day}' >= coalesce(r.valid_from, '-infinity')
        and '${day}' <= coalesce(r.valid_to, 'infinity') order by 1`)
  assert.deepEqual(await rateOn('2020-06-30'), ['REDUCED 7', 'STANDARD 19'])
  assert.deepEqual(await rateOn('2020-12-20'), ['REDUCED 5', 'STANDARD 16'])
  assert.deepEqual(await rateOn('2021-01-05'), ['REDUCED 7', 'STANDARD 19'])
  assert.deepEqual(
    await values(`select one.code from tax_rate one join tax_rate two on two.id <> one.id
      and two.jurisdiction_id = one.jurisdiction_id and two.category = one.category
      and two.tax_category_id = one.tax_category_id
      and daterange(two.valid_from, two.valid_to, '[]') && daterange(one.valid_from, one.valid_to, '[]')`),
    [],
  )
  assert.deepEqual(
    await values(`select m.code from country m where is_european_union and not exists (
      select from tax_rate r join tax_jurisdiction j on j.id = r.jurisdiction_id
      join tax_category c on c.id = r.tax_category_id
      where j.code = m.code and c.code = 'STANDARD' and r.valid_to is null)`),
    [],
  )
})

test('rates are those of November 2026', async () => {
  const rows =
    await values(`select j.code, string_agg(trim_scale(r.rate * 100)::text, ' ' order by c.code = 'STANDARD' desc,
      r.rate) from tax_rate r
    join tax_jurisdiction j on j.id = r.jurisdiction_id join tax_category c on c.id = r.tax_category_id
    where r.category = 'S' and '2026-11-21' between coalesce(r.valid_from, '-infinity')
      and coalesce(r.valid_to, 'infinity') group by 1 order by 1`)
  const found = Object.fromEntries(rows.map((row) => [row.slice(0, 2), row.slice(3)]))
  assert.deepEqual(found, {
    AT: '20 4.9 10 13',
    BE: '21 6 12',
    BG: '20 9',
    CH: '8.1 2.6 3.8',
    CY: '19 3 5 9',
    CZ: '21 12',
    DE: '19 7',
    DK: '25',
    EE: '24 9 13',
    ES: '21 4 10',
    FI: '25.5 10 13.5',
    FR: '20 2.1 5.5 10',
    GB: '20 5',
    GR: '24 6 13',
    HR: '25 5 13',
    HU: '27 5 18',
    IE: '23 4.8 9 13.5',
    IT: '22 4 5 10',
    LT: '21 5 12',
    LU: '17 3 8 14',
    LV: '21 5 12',
    MT: '18 5 7 12',
    NL: '21 9',
    NO: '25 12 15',
    PL: '23 5 8',
    PT: '23 6 13',
    RO: '21 11',
    SE: '25 6 12',
    SI: '22 5 9.5',
    SK: '23 5 19',
  })
})

test('what is no money any more is no currency, and German codes have the keys of book-keepers', async () => {
  const gone = ['ANG', 'BGN', 'CUC', 'HRK', 'SLL', 'ZWL'].map((code) => `'${code}'`)
  assert.deepEqual(await values(`select code from currency where code in (${gone.join()})`), [])
  assert.deepEqual(await values(`select numeric_code, is_active from currency where code = 'XAD'`), [
    '396 false',
  ])
  assert.deepEqual(
    await values(`select distinct code, book_keeping_key from tax_rate
      where code like 'DE-S-%' and tenant_id is null order by 1`),
    ['DE-S-16 5', 'DE-S-19 3', 'DE-S-5 4', 'DE-S-7 2'],
  )
})

test('each untaxed supply has its code and says why in both languages', async () => {
  assert.deepEqual(
    await values(`select category, exemption_code, exemption_text->>'de' from tax_rate
      where code in ('DE-AE', 'DE-G', 'DE-K') order by 1`),
    [
      'AE VATEX-EU-AE Steuerschuldnerschaft des Leistungsempfängers',
      'G VATEX-EU-G Steuerfreie Ausfuhrlieferung',
      'K VATEX-EU-IC Steuerfreie innergemeinschaftliche Lieferung',
    ],
  )
  assert.deepEqual(
    await values(`select code from tax_rate where category in ('E', 'K', 'G', 'AE', 'O')
      and (rate <> 0 or not exemption_text ?& array['de', 'en'])`),
    [],
  )
})
