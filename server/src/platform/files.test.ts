/** The file store: kept once, never half, nothing outside its folder. */
import assert from 'node:assert/strict'
import files from 'node:fs/promises'
import { mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { digestOf, type FileStore, openFileStore, type StoredBytes } from './files.ts'

const tenant = '01900000-0000-7000-8000-000000000001'
let folder: string
let store: FileStore
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontor-files-'))
  store = openFileStore(folder)
})
after(() => rmSync(folder, { recursive: true, force: true }))

const names = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

async function read(found: StoredBytes | null): Promise<string> {
  let text = ''
  for await (const chunk of found?.stream() ?? []) text += chunk
  return text
}

test('the same bytes are kept once, with what was made of them beside', async () => {
  const bytes = Buffer.from('a picture, say')
  const digest = await store.keep(tenant, bytes)
  assert.equal(digest, digestOf(bytes))
  assert.equal(await store.keep(tenant, bytes), digest)
  await store.keepVariant(tenant, digest, '96.webp', Buffer.from('small'))
  assert.deepEqual(
    names()
      .map(({ name }) => name)
      .toSorted(),
    [digest, `${digest}.96.webp`],
  )
  assert.equal(await read(await store.find(tenant, digest)), 'a picture, say')
  assert.equal(await read(await store.find(tenant, digest, '96.webp')), 'small')
  assert.equal(await store.find(tenant, digest, '320.webp'), null)
  assert.equal(await store.find(tenant.replace('1', '2'), digest), null, 'another tenant has nothing of it')
})

test('what is written piece by piece is found by its digest, and half of it by nobody', async () => {
  async function* pieces(fails: boolean) {
    yield 'first, '
    yield 'zweitens: ä'
    if (fails) throw new RangeError('cut off')
  }
  const kept = await store.keepStream(tenant, pieces(false))
  assert.deepEqual(kept, { digest: digestOf(Buffer.from('first, zweitens: ä')), size: 19 })
  assert.equal(await read(await store.find(tenant, kept.digest)), 'first, zweitens: ä')
  const before = names().length
  await assert.rejects(store.keepStream(tenant, pieces(true)), RangeError)
  assert.equal(names().length, before)
})

test('twenty writers of the same bytes leave one whole file and no drafts', async () => {
  const bytes = Buffer.alloc(200_000, 'x')
  const digests = await Promise.all(Array.from({ length: 20 }, () => store.keep(tenant, bytes)))
  assert.equal(new Set(digests).size, 1)
  assert.equal((await store.find(tenant, digests[0] ?? ''))?.size, 200_000)
  assert.deepEqual(
    names().filter(({ name }) => name.endsWith('.draft')),
    [],
  )
})

test('nothing outside the folder can be named', async () => {
  const digest = digestOf(Buffer.from('x'))
  for (const wrong of ['../etc', '', '..']) {
    await assert.rejects(async () => store.find(wrong, digest), TypeError)
    await assert.rejects(async () => store.find(tenant, wrong), TypeError)
  }
  await assert.rejects(async () => store.find(tenant, digest, '../x'), TypeError)
})

test('what was kept again just now is not removed, what is old goes with its variants', async () => {
  const digest = await store.keep(tenant, Buffer.from('old'))
  await store.keepVariant(tenant, digest, '96.webp', Buffer.from('o'))
  await store.remove(tenant, digest, ['96.webp'])
  assert.notEqual(await store.find(tenant, digest), null)
  const longAgo = new Date('2020-01-01')
  utimesSync(join(folder, tenant, digest.slice(0, 2), digest), longAgo, longAgo)
  await store.remove(tenant, digest, ['96.webp'])
  assert.equal(await store.find(tenant, digest), null)
  assert.equal(await store.find(tenant, digest, '96.webp'), null)
  await store.remove(tenant, digest, [])
})

test('a sweep takes what nobody needs and is not fresh, drafts of killed writers too, and nothing else', async () => {
  const own = tenant.replace('1', '3')
  const [needed, unneeded, fresh] = (await Promise.all(
    ['needed', 'unneeded', 'fresh'].map((text) => store.keep(own, Buffer.from(text))),
  )) as [string, string, string]
  await store.keepVariant(own, unneeded, '96.webp', Buffer.from('u'))
  const aside = await store.keep(own, Buffer.from('set aside by a sweep that was killed'))
  const place = (digest: string, more = '') => join(folder, own, digest.slice(0, 2), digest + more)
  writeFileSync(place(needed, '.1.1.draft'), 'half')
  renameSync(place(aside), place(aside, '.1.2.going'))
  const longAgo = new Date('2020-01-01')
  for (const name of names().filter(({ parentPath }) => parentPath.includes(own))) {
    if (name.name !== fresh) utimesSync(join(name.parentPath, name.name), longAgo, longAgo)
  }
  const neededOf = async () => new Set([needed, aside])
  assert.equal(await store.sweep(own, neededOf), 3)
  const left = names().filter(({ parentPath }) => parentPath.includes(own))
  assert.deepEqual(left.map(({ name }) => name).toSorted(), [needed, fresh, aside].toSorted())
  assert.equal(await store.sweep(own.replace('3', '4'), neededOf), 0, 'a tenant without files')
})

test('bytes that are kept again while they are taken away are there afterwards', async () => {
  const bytes = Buffer.from('wanted again')
  const digest = digestOf(bytes)
  const path = join(folder, tenant, digest.slice(0, 2), digest)
  for (let round = 0; round < 50; round += 1) {
    await store.keep(tenant, bytes)
    utimesSync(path, new Date('2020-01-01'), new Date('2020-01-01'))
    await Promise.all([store.remove(tenant, digest, []), store.keep(tenant, bytes)])
    assert.notEqual(await store.find(tenant, digest), null)
  }
})

test('bytes that are taken away between their being found and touched are written anew', async () => {
  const bytes = Buffer.from('found, taken away, touched')
  const digest = await store.keep(tenant, bytes)
  const path = join(folder, tenant, digest.slice(0, 2), digest)
  utimesSync(path, new Date('2020-01-01'), new Date('2020-01-01'))
  const { utimes } = files
  // What the system does when another process gets the processor in the middle of it.
  files.utimes = async (name, ...times) => {
    const found = await files.open(name)
    await store.remove(tenant, digest, [])
    await found.utimes(...times)
    await found.close()
  }
  syncBuiltinESMExports()
  try {
    await store.keep(tenant, bytes)
  } finally {
    files.utimes = utimes
    syncBuiltinESMExports()
  }
  assert.equal(await read(await store.find(tenant, digest)), 'found, taken away, touched')
})

test('of several who take the same bytes away one does, and the others find nothing', async () => {
  const digest = await store.keep(tenant, Buffer.from('taken away by several'))
  utimesSync(join(folder, tenant, digest.slice(0, 2), digest), new Date('2020-01-01'), new Date('2020-01-01'))
  await Promise.all(Array.from({ length: 8 }, () => store.remove(tenant, digest, [])))
  assert.equal(await store.find(tenant, digest), null)
})
