/** A file is brought in through the browser: columns matched, tried out, imported, and every row accounted for. */
import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { faultsSeen } from './kit/accessibility.ts'
import { type Clerk, startClerk } from './kit/kontor.ts'

let clerk: Clerk
before(async () => {
  clerk = await startClerk()
})
after(() => clerk?.stop())

const good = Array.from({ length: 600 }, (_, index) => `P-${index + 1};Partner ${index + 1};company;Utting`)
/** Rows 601 to 603 of the file: no name, a kind that is none, the number of the first row again. */
const bad = ['X-1;;company;', 'X-2;Zinn AG;club;', 'P-1;Once more;company;']
const file = ['Number;Name;Sort;Ort', ...good, ...bad].join('\n')

const button = (name: string | RegExp) =>
  clerk.page.getByRole('main').getByRole('button', { name, exact: typeof name === 'string' })
const count = (outcome: string, rows: number) => button(`${outcome}: ${rows}`).waitFor()
const account = (outcome: string) => clerk.page.getByRole('region', { name: outcome }).innerText()

async function choose(name: string): Promise<void> {
  const buffer = Buffer.from(file)
  await clerk.page
    .getByLabel(/^Choose (a|another) file$/)
    .setInputFiles({ name, mimeType: 'text/csv', buffer })
}

test('columns are matched by their names, and by hand', async () => {
  const { page } = clerk
  await page.goto('/en/transfer/import')
  await page.getByLabel('What to import').selectOption({ label: 'Partners' })
  await choose('partners.csv')
  const field = (column: string) => page.getByLabel(`Fills the field: ${column}`)
  await field('Name').locator('option[value=name]').waitFor({ state: 'attached' })
  assert.equal(await field('Number').inputValue(), 'number')
  assert.equal(await field('Name').inputValue(), 'name')
  assert.equal(await field('Sort').inputValue(), '')
  await field('Sort').selectOption('kind')
  assert.deepEqual(await faultsSeen(page), [])
})

test('a dry run changes nothing and says what is wrong with which row', async () => {
  const { page } = clerk
  await button('Try it out').click()
  await page.getByText('Tried out: nothing has been changed yet.').waitFor()
  await count('Failed', 2)
  const faults = await account('Failed')
  assert.match(faults, /601\s+X-1\s+Name: /)
  assert.match(faults, /602\s+X-2\s+Kind “club”: /)
  await button('Skipped: 1').click()
  assert.match(await account('Skipped'), /603\s+P-1\s+\S/)
  assert.deepEqual(await faultsSeen(page), [])
  const { count: stored } = await (await clerk.context.request.get('/api/v1/partners/')).json()
  assert.equal(stored, 0)
})

test('the import shows how far it is and what became of every row', async () => {
  const { page } = clerk
  // A fast import may be over before the page has asked how far it is.
  const done = page.getByText('Imported.')
  const progress = page.getByRole('progressbar', { name: 'Importing' }).or(done).first().waitFor()
  await button('Import').click()
  await progress
  await done.waitFor()
  await count('Loaded', 600)
  await count('Skipped', 1)
  await count('Unchanged', 0)
  const download = page.waitForEvent('download')
  await button('Failed: 2').click()
  await button('Download these rows').click()
  const failed = await download
  assert.equal(failed.suggestedFilename(), 'failed.csv')
  const rows = (await text(await failed.createReadStream())).trim().split(/\r?\n/)
  assert.equal(rows.length, 3)
  assert.match(rows[1] ?? '', /X-1/)
})

test('a lenient import leaves bad values out and warns', async () => {
  const { page } = clerk
  await choose('lenient.csv')
  await page.getByLabel('Fills the field: Sort').selectOption('kind')
  await page.getByLabel('Strictness').selectOption('Lenient')
  await button('Try it out').click()
  await count('Failed', 1)
  await button('With warnings: 1').click()
  assert.match(await account('With warnings'), /602\s+X-2\s+Kind “club”: /)
  assert.deepEqual(await faultsSeen(page), [])
  await page.getByLabel('Strictness').selectOption('Normal')
})

test('the same file once more changes nothing', async () => {
  const { page } = clerk
  await choose('again.csv')
  const field = page.getByLabel('Fills the field: Sort')
  await field.selectOption('kind')
  await button('Import').click()
  await count('Unchanged', 600)
  await count('Loaded', 0)
  await page.getByRole('link', { name: 'Imports and exports' }).click()
  await page.getByRole('gridcell').getByRole('link').nth(2).waitFor()
})

test('a list is exported in the background, watched, and downloaded', async () => {
  const { page } = clerk
  await page.goto('/en/transfer/export?of=contact.partner&search=P-11&kind=company')
  const narrowed = page.getByRole('list', { name: 'Only what fits' })
  await narrowed.waitFor()
  assert.deepEqual(await narrowed.getByRole('listitem').allInnerTexts(), ['Search: P-11', 'Kind: Company'])
  await page.getByText('11 rows', { exact: true }).waitFor()
  await page.getByText('No exports yet').waitFor()
  await button('Export').click()
  await page.getByText('The export of Partners is ready.', { exact: true }).waitFor()
  await page.getByText('11 of 11 rows').waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download: Partners' }).click()
  const written = await downloading
  assert.match(written.suggestedFilename(), /^partner-\d{4}-\d\d-\d\d\.csv$/)
  const rows = (await text(await written.createReadStream())).trim().split('\n')
  assert.equal(rows.length, 12)
})

test('who watches over the background jobs sees those of everybody, and has one tried again', async () => {
  const { page, kontor } = clerk
  const owner = new pg.Client({ connectionString: kontor.database })
  await owner.connect()
  await owner.query(`update data_job set status = 'failed', result_log = '{"error": "The disk was full."}'
    where job_type = 'export'`)
  await owner.end()
  await page.goto('/en/transfer/jobs')
  await page.getByText('Import tried out: Partners').first().waitFor()
  await page.getByRole('tab', { name: 'Failed' }).click()
  await page.getByText('The disk was full.').waitFor()
  assert.deepEqual(await faultsSeen(page), [])
  await button('Try again: Export: Partners').click()
  await page.getByText('Nothing here').waitFor()
  await page.getByRole('tab', { name: 'Done' }).click()
  await page.getByRole('link', { name: 'Download: Export: Partners' }).waitFor()
})

test('a list too long to be counted is exported in the background, as far as it is narrowed', async () => {
  const { page, kontor } = clerk
  const owner = new pg.Client({ connectionString: kontor.database })
  await owner.connect()
  await owner.query(`insert into partner (tenant_id, number, name, kind)
    select tenant_id, 'L-' || n, 'Long ' || n, 'company'
    from (select tenant_id from partner limit 1) one, generate_series(1, 10000) n`)
  const letGo = await holdUpExports(owner)
  await page.goto('/en/contact/partners?kind=company')
  await page.getByRole('gridcell').first().waitFor()
  await page.getByRole('main').getByRole('link', { name: 'Export CSV' }).click()
  await page.getByText('More than 10,000 rows').waitFor()
  const narrowed = page.getByRole('list', { name: 'Only what fits' })
  assert.deepEqual(await narrowed.getByRole('listitem').allInnerTexts(), ['Kind: Company'])
  await button('Export').click()
  await letGo(() => button('Call off: Partners').click())
  await page.getByText('Cancelled').waitFor()
  await owner.end()
  assert.deepEqual(clerk.complaints, [])
})

/** However quick the server is, an export begins only when what is done by `work` waits for it. */
async function holdUpExports(owner: pg.Client): Promise<(work: () => Promise<void>) => Promise<void>> {
  await owner.query(`create function public.held_up() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock_shared(1); return new; end $$;
    create trigger held_up before update of status on data_job for each row
      when (new.status = 'running') execute function public.held_up();
    select pg_advisory_lock(1)`)
  const untilOneWaits = async (which: string) => {
    const text = `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and ${which}`
    while ((await owner.query(text)).rowCount === 0) await pause(20)
  }
  return async (work) => {
    await untilOneWaits(`wait_event = 'advisory'`)
    await work()
    await untilOneWaits(`wait_event <> 'advisory'`)
    await owner.query('select pg_advisory_unlock(1)')
  }
}
