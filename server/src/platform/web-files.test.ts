/** The files of the screens: packed as the browser takes them, kept for a year where the name tells the content. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import fastify, { type FastifyInstance } from 'fastify'
import { serveWeb } from './web-files.ts'

const script = `// ${'Zinn und Zahlen '.repeat(200)}`
let application: FastifyInstance
let folder: string
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontor-web-'))
  mkdirSync(join(folder, 'assets/more'), { recursive: true })
  writeFileSync(join(folder, '.sources'), 'the stamp of the build')
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'assets/start-1.js'), script)
  writeFileSync(join(folder, 'assets/start-1.js.br'), brotliCompressSync(script))
  writeFileSync(join(folder, 'assets/start-1.js.gz'), gzipSync(script))
  application = fastify()
  await serveWeb(application, folder)
})
after(async () => {
  await application.close()
  rmSync(folder, { recursive: true })
})

const ask = (encodings: string) =>
  application.inject({ url: '/assets/start-1.js', headers: { 'accept-encoding': encodings } })

test('a file comes as it was packed, in the tightest way that the browser takes', async () => {
  const tight = await ask('gzip, br')
  assert.equal(tight.headers['content-encoding'], 'br')
  assert.equal(brotliDecompressSync(tight.rawPayload).toString(), script)
  const usual = await ask('gzip')
  assert.equal(usual.headers['content-encoding'], 'gzip')
  assert.equal(gunzipSync(usual.rawPayload).toString(), script)
  const plain = await ask('identity')
  assert.equal(plain.headers['content-encoding'], undefined)
  assert.equal(plain.body, script)
  for (const { headers } of [tight, usual, plain]) {
    assert.match(String(headers['content-type']), /javascript/)
    assert.match(String(headers['cache-control']), /immutable/)
  }
})

test('the page itself is asked for anew each time', async () => {
  for (const url of ['/', '/de', '/en/sales/sales-orders']) {
    const answer = await application.inject({ url })
    assert.equal(answer.headers['cache-control'], 'no-cache')
    assert.equal(answer.body, '<!doctype html>')
  }
})

test('a head is asked for as well, and nothing but the files is to be seen', async () => {
  const { statusCode } = await application.inject({ method: 'HEAD', url: '/assets/start-1.js' })
  assert.equal(statusCode, 200)
  const none = ['start-2.js', '', 'more', 'more/', '%00', '.%2f', '../.sources', '%2e%2e/.sources']
  for (const url of ['/.sources', '/elsewhere', ...none.map((name) => `/assets/${name}`)]) {
    assert.equal((await application.inject({ url })).statusCode, 404, url)
  }
})
