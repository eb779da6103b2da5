/** Pictures of products, from upload to thumbnail, through the access check (FILE, IMG). */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import {
  type ApiAnswer,
  type ApiClient,
  answerFrom,
  assertRefused,
  assertStatus,
} from '#server/testing/api-client.ts'
import { fileServices } from '#server/platform/file-services.ts'
import { sweepFiles } from '#server/modules/common/public.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'

let server: TestServer
let chief: ApiClient
let product: string
before(async () => {
  server = await startServer()
  chief = server.as.administrator
  const made = await chief.post('/api/v1/products/', { sku: 'HARE', name: { en: 'Hare' }, base_unit: 'EA' })
  product = assertStatus(made, 201).body.id
})
after(() => server?.stop())

const picture = (colour: string, width = 1200): Promise<Buffer> =>
  sharp({ create: { width, height: 800, channels: 3, background: colour } })
    .png()
    .toBuffer()

async function send(
  path: string,
  bytes: Uint8Array | string,
  { who = chief, name = 'hare.png', fields = {} as Record<string, string>, key = '' } = {},
): Promise<ApiAnswer> {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set('file', new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), name)
  const headers: Record<string, string> = { authorization: `Bearer ${await who.token()}` }
  if (who.organization) headers['x-organization'] = who.organization
  if (key) headers['idempotency-key'] = key
  return answerFrom(await fetch(server.url + path, { method: 'POST', headers, body: form }))
}

async function bytesAt(path: string, who = chief): Promise<Response> {
  const headers = { authorization: `Bearer ${await who.token()}` }
  return fetch(server.url + path, { headers })
}

test('a picture is stored clean, with thumbnails, and the first one is the primary', async () => {
  const first = assertStatus(
    await send(`/api/v1/products/${product}/images/`, await picture('red')),
    201,
  ).body
  assert.deepEqual([first.is_primary, first.product, first.image_type], [true, product, 'Produktfoto'])
  const second = assertStatus(
    await send(`/api/v1/products/${product}/images/`, await picture('blue'), {
      fields: { image_type: 'Szene', position: '2' },
    }),
    201,
  ).body
  assert.deepEqual([second.is_primary, second.image_type], [false, 'Szene'])
  const imageOf = async () => (await chief.get(`/api/v1/products/${product}/`)).body.image
  assert.equal(await imageOf(), first.file)
  assertStatus(await chief.patch(`/api/v1/product-images/${second.id}/`, { is_primary: true }), 200)
  const rows = (await chief.get(`/api/v1/product-images/?product=${product}&is_primary=true`)).body.results
  assert.deepEqual(
    rows.map((row: any) => row.id),
    [second.id],
  )
  assert.equal(await imageOf(), second.file)
  assertStatus(await chief.delete(`/api/v1/product-images/${second.id}/`), 204)
  assert.equal(await imageOf(), first.file, 'the other one takes its place')

  const content = await bytesAt(`/api/v1/files/${first.file}/content/`)
  assert.deepEqual([content.status, content.headers.get('content-type')], [200, 'image/png'])
  assert.match(content.headers.get('content-security-policy') ?? '', /sandbox/)
  const small = await bytesAt(`/api/v1/files/${first.file}/content/?size=96`)
  const { width, format } = await sharp(Buffer.from(await small.arrayBuffer())).metadata()
  assert.deepEqual([width, format], [96, 'webp'])
  assert.equal((await bytesAt(`/api/v1/files/${first.file}/content/?size=97`)).status, 400)
})

test('what is no picture is refused, whatever its name says', async () => {
  const path = `/api/v1/products/${product}/images/`
  assertRefused(await send(path, 'MZ this program'), 'common.file_type')
  assertRefused(await send(path, '%PDF-1.7', { name: 'x.pdf' }), 'common.file_type')
  assertRefused(await send(path, ''), 'common.file_empty')
  const whole = await picture('green')
  assertRefused(await send(path, whole.subarray(0, whole.length / 2)), 'common.picture_damaged')
  assert.equal((await chief.post(path, {})).status, 415)
  const none = await send('/api/v1/products/00000000-0000-7000-8000-000000000000/images/', whole)
  assert.equal(none.status, 404)
  assert.equal((await send(path, whole, { who: server.as.viewer })).status, 403)
})

test('a file is read by whoever may see it or a row that shows it, by nobody else', async () => {
  const upload = await send('/api/v1/files/upload/', 'a;b\n1;2\n', { name: '../../etc/prices.csv' })
  const file = assertStatus(upload, 201).body
  assert.deepEqual([file.original_filename, file.media_type, file.size_bytes], ['prices.csv', 'text/csv', 8])
  const path = `/api/v1/files/${file.id}/content/`
  const content = await bytesAt(path)
  assert.match(content.headers.get('content-disposition') ?? '', /^attachment; .*prices\.csv/)
  assert.equal(await content.text(), 'a;b\n1;2\n')
  const atPlant = await server.addUser({ username: 'plant', role: 'sales', organization: server.plant1 })
  assert.equal((await bytesAt(path, atPlant)).status, 404, 'a file of the root alone')
  const image = (await chief.get(`/api/v1/product-images/?product=${product}`)).body.results[0]
  assert.equal((await bytesAt(`/api/v1/files/${image.file}/content/`, atPlant)).status, 200)
  const stranger = server.other.as.administrator
  for (const id of [file.id, image.file]) {
    assert.equal((await bytesAt(`/api/v1/files/${id}/content/`, stranger)).status, 404)
  }
  assert.equal((await fetch(server.url + path)).status, 401)
})

test('the same upload with the same key is stored once, another file under it is refused', async () => {
  const key = 'upload-1'
  const options = { name: 'note.txt', key }
  const first = assertStatus(await send('/api/v1/files/upload/', 'hello', options), 201).body
  const again = assertStatus(await send('/api/v1/files/upload/', 'hello', options), 201).body
  assert.equal(again.id, first.id)
  assertRefused(await send('/api/v1/files/upload/', 'other', options), 'kit.key_reused')
})

test('a picture that replaces another leaves none of it, nor does one that is taken away', async (context) => {
  const { store } = fileServices()
  const upload = async (colour: string) =>
    assertStatus(await send('/api/v1/files/upload/', await picture(colour)), 201).body
  const [old, next] = [await upload('green'), await upload('yellow')]
  const body = { product, file: old.id }
  const image = assertStatus(await chief.post('/api/v1/product-images/', body), 201).body
  const replaced = await chief.patch(`/api/v1/product-images/${image.id}/`, { file: next.id })
  assert.equal(assertStatus(replaced, 200).body.file, next.id)
  const statusOf = async (id: string) => (await chief.get(`/api/v1/files/${id}/`)).status
  assert.deepEqual([await statusOf(old.id), await statusOf(next.id)], [404, 200])
  const swept = () => sweepFiles(server.sql as never, new AbortController().signal)
  const isKept = async (file: any) => (await store.find(server.tenant, file.digest)) !== null
  await swept()
  assert.ok(await isKept(old), 'fresh: a transaction that is still running may have kept it')
  const later = Date.now() + 600_000
  context.mock.method(Date, 'now', () => later)
  await swept()
  assert.deepEqual([await isKept(old), await isKept(next)], [false, true])
  assert.equal(await store.find(server.tenant, old.digest, '96.webp'), null)
  context.mock.restoreAll()
  const second = assertStatus(
    await chief.post('/api/v1/product-images/', { ...body, file: (await upload('yellow')).id }),
    201,
  ).body
  assertStatus(await chief.delete(`/api/v1/product-images/${image.id}/`), 204)
  assert.deepEqual([await statusOf(next.id), await statusOf(second.file)], [404, 200])
  assert.ok(await isKept(next), 'another file has the same bytes')
})

test('deleting a file in use is refused, a free one goes', async () => {
  const image = (await chief.get(`/api/v1/product-images/?product=${product}`)).body.results[0]
  assertRefused(await chief.delete(`/api/v1/files/${image.file}/`), 'kit.in_use')
  const { id } = assertStatus(await send('/api/v1/files/upload/', 'bye', { name: 'bye.txt' }), 201).body
  assertStatus(await chief.delete(`/api/v1/files/${id}/`), 204)
  assert.equal((await bytesAt(`/api/v1/files/${id}/content/`)).status, 404)
})
