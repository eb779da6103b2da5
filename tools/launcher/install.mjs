/** Installs what package-lock.json names, when it is missing, half there or of another version. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'
import { runChild } from './supervise.mjs'

/** Beside the server's own codes in server/src/platform/start-failure.ts. */
const installationFailed = 6

export async function ensureInstalled(projectFolder) {
  if (isInstalled(projectFolder)) return
  console.log('Installing what Kontor needs from the npm registry. The first time takes a minute or two.')
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  const ticking = setInterval(() => {
    console.log(`  … installing, ${seconds()}, ${countPackages(projectFolder)} packages so far`)
  }, 5000)
  const { code, output } = await npmInstall(projectFolder)
  clearInterval(ticking)
  if (code === 0 && existsSync(join(projectFolder, 'node_modules/node/bin/node'))) {
    console.log(`Installed in ${seconds()}.`)
    return
  }
  console.error(output)
  console.error('Kontor: npm install failed (see above). Is the npm registry reachable?')
  process.exit(installationFailed)
}

/** npm writes .package-lock.json last: where it is missing or tells otherwise, so is something else. */
export function isInstalled(projectFolder) {
  const wanted = readPackages(join(projectFolder, 'package-lock.json'))
  const present = readPackages(join(projectFolder, 'node_modules/.package-lock.json'))
  if (!wanted || !present) return false
  const root = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'))
  const isLockCurrent = ['dependencies', 'devDependencies'].every((kind) => {
    return sortedText(root[kind]) === sortedText(wanted['']?.[kind])
  })
  if (!isLockCurrent) return false
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true
    // Optional packages are mostly the binaries of other systems.
    return present[path] ? present[path].version === version : optional === true
  })
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

function sortedText(dependencies = {}) {
  return JSON.stringify(Object.entries(dependencies).toSorted())
}

async function npmInstall(projectFolder) {
  // Not `npm ci`: it refuses a lock without the optional packages of every other system.
  const parameters = ['install', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error']
  const { npm_execpath: npm, npm_node_execpath: node = process.execPath } = process.env
  const command = npm ? [node, [npm, ...parameters]] : ['npm', parameters]
  let output = ''
  const child = runChild(...command, {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: withoutOwnNode(process.env.PATH) },
    onOutput: (text) => (output += text),
  })
  const code = await child.catch((error) => {
    output += `${error.message}\n`
    return 1
  })
  return { code, output }
}

/** npm puts node_modules/.bin first, and the Node 24 in there may be half-way installed. */
function withoutOwnNode(path = '') {
  const own = join('node_modules', '.bin')
  return path
    .split(delimiter)
    .filter((folder) => !folder.endsWith(sep + own))
    .join(delimiter)
}

/** A folder counts when its package.json is there: npm makes all folders before it fills them. */
function countPackages(projectFolder) {
  const folder = join(projectFolder, 'node_modules')
  const names = readFolder(folder).flatMap((name) => {
    return name.startsWith('@') ? readFolder(join(folder, name)).map((inner) => join(name, inner)) : name
  })
  return names.filter((name) => existsSync(join(folder, name, 'package.json'))).length
}

function readFolder(folder) {
  return existsSync(folder) ? readdirSync(folder) : []
}
