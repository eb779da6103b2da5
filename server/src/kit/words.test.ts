/** Refusals name records, fields, statuses and moves in the reader's language. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { movesOf } from '#contract/kit/resource.ts'
import type { ApiAnswer } from '#server/testing/api-client.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { allRecords } from './registry.ts'
import { inWords } from './words.ts'

let server: TestServer
before(async () => {
  server = await startServer()
})
after(() => server.stop())

const inGerman = { headers: { 'accept-language': 'de' } }
const textsOf = ({ body }: ApiAnswer): string[] => [
  body.title,
  ...body.errors.map(({ detail }: { detail: string }) => detail),
]

test('every record, field and move has its German words', async () => {
  for (const { record } of allRecords()) {
    const { de } = await import(`#contract/${record.name.split('.')[0]}/texts.de.ts`)
    const texts = de.records[record.name.split('.')[1] ?? '']
    const say = (parameters: object) => inWords({ record: record.name, ...parameters }, 'de')
    assert.equal(say({}).record, texts.label[0])
    assert.equal(say({ users: record.name }).users, texts.label[1])
    for (const name of Object.keys(record.fields))
      assert.equal(say({ field: name }).field, texts.fields[name])
    for (const move of movesOf(record)) assert.equal(say({ move }).move, texts.moves[move])
  }
})

test('numbers stay, and what is no name is said as it is', () => {
  const order = { record: 'sales.sales_order SO-17', status: 'confirmed', move: 'cancel', other: 'nobody' }
  assert.deepEqual(inWords(order, 'en'), {
    record: 'Sales order SO-17',
    status: 'confirmed',
    move: 'cancel',
    other: 'nobody',
  })
  assert.equal(inWords(order, 'de').record, 'Auftrag SO-17')
  assert.deepEqual(inWords({ record: 'this one', name: 'sales.sales_order' }, 'de'), {
    record: 'this one',
    name: 'sales.sales_order',
  })
})

test('a row in use is told in both languages, with what uses it', async () => {
  const chief = server.as.administrator
  const { id } = (await chief.post('/api/v1/categories/', { name: 'Top' })).body
  await chief.post('/api/v1/categories/', { name: 'Below', parent: id })
  const path = `/api/v1/categories/${id}/`
  assert.deepEqual(textsOf(await chief.delete(path)), [
    'Category is in use by categories and cannot be deleted.',
  ])
  assert.deepEqual(textsOf(await chief.send('DELETE', path, undefined, { ...inGerman, version: '*' })), [
    'Kategorie wird verwendet (Kategorien) und lässt sich nicht löschen.',
  ])
})

test('a wrong order of dates names the other date, and a wrong move status and move', async () => {
  const chief = server.as.administrator
  const node = { parent: server.root, name: 'X', code: 'X', organization_type: 'Department' }
  const dates = { effective_date: '2026-05-01', end_date: '2026-05-01' }
  const send = (options: object) => chief.post('/api/v1/organizations/', { ...node, ...dates }, options)
  assert.equal(textsOf(await send({}))[1], 'This must be after effective date.')
  assert.equal(textsOf(await send(inGerman))[1], 'Das muss nach „Gültig ab“ liegen.')
  const product = { sku: 'X', name: { en: 'X' }, base_unit: 'EA' }
  const { id } = (await chief.post('/api/v1/products/', product)).body
  const refused = await chief.post(`/api/v1/products/${id}/discontinue/`, {}, { ...inGerman, version: '*' })
  assert.deepEqual(textsOf(refused), ['Artikel ist im Status Entwurf: Auslaufen lassen ist nicht möglich.'])
})

test('who may not, reads where', async () => {
  const { viewer } = server.as
  const answer = await viewer.post('/api/v1/categories/', { name: 'X' }, { ...inGerman, organization: null })
  assert.deepEqual(textsOf(answer), [
    'Ihnen fehlt die Berechtigung products.add_category in Ihren Organisationen.',
  ])
})
