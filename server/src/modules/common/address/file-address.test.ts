/** Bytes of files leave only by addresses of some minutes, which open nothing but what they were made for. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import type { AddressKey, AddressKeys } from '#server/platform/address-keys.ts'
import { stoppedClock } from '#server/platform/clock.ts'
import { type ApiAnswer, type ApiClient, assertRefused, assertStatus } from '#server/testing/api-client.ts'
import { answerFrom } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { formatAddress, readAddress } from './file-address.ts'

const clock = stoppedClock('2026-11-21T08:00:00Z')
let server: TestServer
let chief: ApiClient
let product: string
before(async () => {
  server = await startServer({
    now: clock.now,
    files: { mostMegabytes: 1, mediaTypes: ['image/png', 'text/csv'] },
  })
  chief = server.as.administrator
  const made = await chief.post('/api/v1/products/', { sku: 'HARE', name: { en: 'Hare' }, base_unit: 'EA' })
  product = assertStatus(made, 201).body.id
})
after(() => server?.stop())

async function send(path: string, bytes: Uint8Array | string, name: string, who = chief): Promise<ApiAnswer> {
  const form = new FormData()
  form.set('file', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), name)
  const headers: Record<string, string> = { authorization: `Bearer ${await who.token()}` }
  if (who.organization) headers['x-organization'] = who.organization
  return answerFrom(await fetch(server.url + path, { method: 'POST', headers, body: form }))
}

const picture = (colour: string): Promise<Buffer> =>
  sharp({ create: { width: 400, height: 200, channels: 3, background: colour } })
    .png()
    .toBuffer()

async function shownPicture(colour: string): Promise<any> {
  const sent = await send(`/api/v1/products/${product}/images/`, await picture(colour), `${colour}.png`)
  return assertStatus(sent, 201).body
}

/** By nobody: the address alone must do, and what is no address must not. */
const open = (address: string) => fetch(server.url + address)

async function mustNotOpen(address: string, why: string): Promise<void> {
  const answer = await answerFrom(await open(address))
  assert.deepEqual([answer.status, answer.body.code], [403, 'common.address_over'], why)
}

const withQuery = (address: string, change: (query: URLSearchParams) => void): string => {
  const url = new URL(address, server.url)
  change(url.searchParams)
  return url.pathname + url.search
}

test('rows bring addresses that open their pictures without anything else, privately and for minutes', async () => {
  const image = await shownPicture('red')
  const [row] = (await chief.get('/api/v1/products/?search=HARE')).body.results
  assert.equal(row.image, image.file)
  for (const address of [image.file_url, row.image_url]) {
    const small = await open(address)
    assert.deepEqual([small.status, small.headers.get('content-type')], [200, 'image/webp'])
    const { width } = await sharp(Buffer.from(await small.arrayBuffer())).metadata()
    assert.equal(width, 96)
    const [, seconds] =
      /^private, max-age=(\d+), immutable$/.exec(small.headers.get('cache-control') ?? '') ?? []
    assert.ok(Number(seconds) > 0 && Number(seconds) <= 300, `kept for ${seconds} seconds`)
    assert.match(small.headers.get('content-security-policy') ?? '', /sandbox/)
  }
  const asked = assertStatus(await chief.get(`/api/v1/files/${image.file}/access-url/`), 200).body
  assert.equal((await open(asked.download_url)).headers.get('content-type'), 'image/png')
  const minutes = (Date.parse(asked.expires_at) - clock.now().getTime()) / 60_000
  assert.ok(minutes > 2 && minutes <= 5, `good for ${minutes} minutes`)
  const file = assertStatus(await chief.get(`/api/v1/files/${image.file}/`), 200).body
  assert.equal((await open(file.download_url)).status, 200)
  const back = await chief.patch(`/api/v1/product-images/${image.id}/`, { ...image, position: 3 })
  assert.equal(assertStatus(back, 200).body.position, 3, 'what was read is taken back')
})

test('nothing of an address can be exchanged for something else', async () => {
  const [red, blue] = [await shownPicture('green'), await shownPicture('blue')]
  const address = String(red.file_url)
  assert.equal((await open(address)).status, 200)
  await mustNotOpen(address.replace(red.file, blue.file), 'another file')
  const other = server.other.as.administrator
  const changes: Record<string, string> = {
    size: '1024',
    tenant: server.other.tenant,
    account: other.account?.id ?? '',
    until: '1795300000',
    key_id: 'another',
    signature: new URL(blue.file_url, server.url).searchParams.get('signature') ?? '',
  }
  for (const [name, value] of Object.entries(changes)) {
    await mustNotOpen(
      withQuery(address, (query) => query.set(name, value)),
      `another ${name}`,
    )
    await mustNotOpen(
      withQuery(address, (query) => query.delete(name)),
      `no ${name}`,
    )
    await mustNotOpen(
      withQuery(address, (query) => query.append(name, value)),
      `a second ${name}`,
    )
  }
  for (const at of [0, 20, 42]) {
    const altered = withQuery(address, (query) => {
      const signs = [...(query.get('signature') ?? '')]
      signs[at] = signs[at] === 'A' ? 'B' : 'A'
      query.set('signature', signs.join(''))
    })
    await mustNotOpen(altered, `sign ${at} altered`)
  }
  await mustNotOpen(`/api/v1/files/${red.file}/bytes/`, 'no address at all')
  await mustNotOpen(`/api/v1/files/${red.file}%00/bytes/?${address.split('?')[1]}`, 'nonsense')
})

test('an address ends after minutes, and until then stays the same, so that browsers keep the picture', async () => {
  const image = await shownPicture('pink')
  const address = async () => (await chief.get(`/api/v1/product-images/${image.id}/`)).body.file_url
  assert.equal(await address(), image.file_url)
  clock.advance(299_000)
  assert.equal((await open(image.file_url)).status, 200)
  clock.advance(2_000)
  await mustNotOpen(image.file_url, 'over')
  chief.forgetToken()
  const renewed = await address()
  assert.notEqual(renewed, image.file_url)
  assert.equal((await open(renewed)).status, 200)
})

test('a file is for who may see a row that shows it; until one does, for who brought it', async () => {
  const { viewer, sales } = server.as
  for (const who of [viewer, sales]) who.forgetToken()
  const sent = await send('/api/v1/files/upload/', `a;b\n${'1;2\n'.repeat(2000)}`, 'salaries.csv')
  const file = assertStatus(sent, 201).body
  const statusFor = async (who: ApiClient) => (await who.get(`/api/v1/files/${file.id}/access-url/`)).status
  const content = await fetch(server.url + file.download_url, { headers: { 'accept-encoding': 'gzip' } })
  assert.equal(await content.text(), `a;b\n${'1;2\n'.repeat(2000)}`)
  assert.match(content.headers.get('content-disposition') ?? '', /^attachment/)
  assert.deepEqual([await statusFor(chief), await statusFor(viewer)], [200, 404])
  assert.equal((await viewer.get(`/api/v1/files/${file.id}/content/`)).status, 404)
  const listed = (await viewer.get('/api/v1/files/?search=salaries')).body.results
  assert.deepEqual(
    listed.map((row: any) => row.download_url),
    [null],
  )
  const stranger = server.other.as.administrator
  stranger.forgetToken()
  assert.equal(await statusFor(stranger), 404)
  assert.equal((await server.nobody.get(`/api/v1/files/${file.id}/content/`)).status, 401)
  // Who may refer to files must not open them to himself by that.
  const form = { product, file: file.id }
  const clerk = await server.addUser({ username: 'clerk', role: 'administrator', organization: server.root })
  assertRefused(await clerk.post('/api/v1/product-images/', form), 'kit.reference_missing', '/file')
  const image = await shownPicture('gold')
  assert.equal((await viewer.get(`/api/v1/files/${image.file}/access-url/`)).status, 200)
})

test('an address dies with the file, and with the account it was made for', async () => {
  const leaver = await server.addUser({ username: 'leaver', role: 'viewer', organization: server.root })
  const image = await shownPicture('cyan')
  const own = (await leaver.get(`/api/v1/product-images/${image.id}/`)).body.file_url
  assert.equal((await open(own)).status, 200)
  const id = leaver.account?.id
  assertStatus(await chief.post(`/api/v1/users/${id}/deactivate/`, { reason: 'Left' }), 200)
  assert.equal((await open(own)).status, 404, 'the account is closed')
  assert.equal((await open(image.file_url)).status, 200)
  assertStatus(await chief.delete(`/api/v1/product-images/${image.id}/`), 204)
  assert.equal((await open(image.file_url)).status, 404, 'the file is gone')
})

test('a key that was exchanged opens what it signed, and nothing signed with it later', async () => {
  const now = new Date('2026-11-21T08:00:00Z')
  const key = (id: string): AddressKey => ({ id, secret: randomBytes(32), retiredAt: null })
  const [old, next] = [key('old'), key('next')]
  const ring = (active: AddressKey, ...keys: AddressKey[]): AddressKeys => ({
    active: () => active,
    find: async (id) => keys.find((each) => each.id === id) ?? null,
  })
  const addressed = { tenant: 't', file: 'f', size: '', account: 'a', until: now.getTime() / 1000 + 200 }
  const read = (address: string, keys: AddressKeys, at = now) =>
    readAddress('f', Object.fromEntries(new URL(address, 'http://x').searchParams), keys, at)
  const before = formatAddress(addressed, ring(old, old))
  const retired = { ...old, retiredAt: now.getTime() }
  assert.deepEqual(await read(before, ring(next, next, retired)), addressed)
  assert.equal(await read(before, ring(next, next)), null, 'the key is dropped')
  const later = new Date(now.getTime() + 3_600_000)
  const forged = formatAddress({ ...addressed, until: later.getTime() / 1000 + 200 }, ring(old, old))
  assert.equal(await read(forged, ring(next, next, retired), later), null, 'signed with a key out of use')
  const far = formatAddress({ ...addressed, until: now.getTime() / 1000 + 3600 }, ring(next, next))
  assert.equal(await read(far, ring(next, next)), null, 'longer than any address lives')
})

test('an installation takes files as large and of the kinds that its operator says', async () => {
  const path = '/api/v1/files/upload/'
  const large = await send(path, 'a;b\n'.repeat(262_145), 'large.csv')
  assert.deepEqual([large.status, large.body.code], [413, 'kit.too_large'])
  assert.match(large.body.title, /1 MB/)
  assertStatus(await send(path, 'a;b\n'.repeat(262_144), 'just.csv'), 201)
  const photo = await sharp(await picture('red'))
    .jpeg()
    .toBuffer()
  assertRefused(await send(path, photo, 'photo.jpg'), 'common.file_type')
  assertRefused(await send(path, photo, 'photo.png'), 'common.file_type')
  assertRefused(await send(path, '%PDF-1.7', 'paper.csv'), 'common.file_type')
  assertRefused(await send('/api/v1/profiles/me/photo/', photo, 'me.png'), 'common.file_type')
})
