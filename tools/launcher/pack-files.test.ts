/** The packed files beside the built ones hold the same; what is small or packed already has none. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { packFiles } from './pack-files.mjs'

test('texts of some length are packed, in all folders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-pack-'))
  const inside = join(folder, 'assets')
  mkdirSync(inside)
  const script = 'export const price = "12,50 €"\n'.repeat(100)
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(inside, 'start.js'), script)
  writeFileSync(join(inside, 'noto.woff2'), script)
  packFiles(folder)
  assert.deepEqual(readdirSync(folder).toSorted(), ['assets', 'index.html'])
  assert.deepEqual(readdirSync(inside).toSorted(), ['noto.woff2', 'start.js', 'start.js.br', 'start.js.gz'])
  assert.equal(gunzipSync(readFileSync(join(inside, 'start.js.gz'))).toString(), script)
  assert.equal(brotliDecompressSync(readFileSync(join(inside, 'start.js.br'))).toString(), script)
  rmSync(folder, { recursive: true })
})
