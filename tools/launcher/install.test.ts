/** The launcher installs what is missing, and notices when an installation is only half there. */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { projectFolder, runKontor, temporaryFolder } from '../testing/kontor-process.ts'
import { isInstalled } from './install.mjs'

const folder = temporaryFolder('install')
const lockFile = join(folder.path, 'package-lock.json')
const hiddenLockFile = join(folder.path, 'node_modules/.package-lock.json')

/** A project with one package, which npm takes from a folder, and which stands for `node`. */
beforeEach(() => {
  rmSync(folder.path, { recursive: true, force: true })
  write('package.json', { name: 'small', version: '1.0.0', dependencies: { node: 'file:./packages/node' } })
  write('packages/node/package.json', { name: 'node', version: '24.0.0' })
  write('packages/node/bin/node', '#!/bin/sh\necho started with "$@"\n', 0o755)
  write('.npmrc', 'offline=true\n')
})

after(() => folder.remove())

function write(name: string, content: object | string, mode = 0o644): void {
  mkdirSync(join(folder.path, name, '..'), { recursive: true })
  writeFileSync(join(folder.path, name), typeof content === 'string' ? content : JSON.stringify(content), {
    mode,
  })
}

async function install(): Promise<string> {
  const program = `
    import { ensureInstalled } from ${JSON.stringify(join(projectFolder, 'tools/launcher/install.mjs'))}
    import { runOnOwnNode } from ${JSON.stringify(join(projectFolder, 'tools/launcher/supervise.mjs'))}
    await ensureInstalled(process.cwd())
    process.exit(await runOnOwnNode(process.cwd(), ['this']))`
  const run = runKontor(process.execPath, ['--input-type=module', '-e', program], {}, { cwd: folder.path })
  const { code } = await run.exit
  return `${run.output()}exit ${code}`
}

test('a fresh clone is installed, once', async () => {
  assert.equal(isInstalled(folder.path), false)
  assert.match(await install(), /^Installing .+Installed in .+started with this.+exit 0$/s)
  assert.equal(isInstalled(folder.path), true)
  assert.equal(await install(), 'started with this\nexit 0')
})

test('a half-way or outdated installation is noticed and completed', async () => {
  await install()
  rmSync(hiddenLockFile)
  assert.equal(isInstalled(folder.path), false, 'npm was interrupted')
  await install()
  assert.equal(isInstalled(folder.path), true)

  const lock = JSON.parse(readFileSync(lockFile, 'utf8'))
  const changed = (change: object) =>
    write('package-lock.json', { ...lock, packages: { ...lock.packages, ...change } })
  changed({ 'node_modules/other': { version: '1.0.0' } })
  assert.equal(isInstalled(folder.path), false, 'a package more in the lock')
  changed({ 'node_modules/other': { version: '1.0.0', optional: true } })
  assert.equal(isInstalled(folder.path), true, 'one that is for other systems')
  changed({ 'packages/node': { ...lock.packages['packages/node'], version: '25.0.0' } })
  assert.equal(isInstalled(folder.path), false, 'another version in the lock')
  changed({ '': { name: 'small', version: '1.0.0' } })
  assert.equal(isInstalled(folder.path), false, 'a dependency that the lock does not know')
})

test('an installation that fails says why and has its own exit code', async () => {
  write('package.json', { name: 'small', version: '1.0.0', dependencies: { missing: '1.0.0' } })
  assert.match(await install(), /missing.+Kontor: npm install failed.+exit 6$/s)
})
