/** Builds the web application when its sources are not those of the last build. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packFiles } from './pack-files.mjs'
import { runOnOwnNode } from './supervise.mjs'

const buildFailed = 6
const sources = ['web', 'contract/src', 'package-lock.json']

export async function ensureWebBuilt(projectFolder) {
  const stamp = join(projectFolder, 'web/dist/.sources')
  const digest = digestOf(projectFolder)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  console.log('Building the web application …')
  const started = Date.now()
  const ticking = setInterval(() => {
    console.log(`  … building, ${Math.round((Date.now() - started) / 1000)} s`)
  }, 5000)
  rmSync(stamp, { force: true })
  const vite = [
    'node_modules/vite/bin/vite.js',
    'build',
    '--config',
    'web/vite.config.ts',
    '--logLevel',
    'warn',
  ]
  // Nuxt UI tells of what it finds through consola: warnings are enough.
  const code = await runOnOwnNode(projectFolder, vite, { CONSOLA_LEVEL: '1' })
  clearInterval(ticking)
  if (code !== 0) {
    console.error('Kontor: the web application could not be built (see above).')
    process.exit(buildFailed)
  }
  packFiles(join(projectFolder, 'web/dist'))
  writeFileSync(stamp, digest)
  console.log(`Built in ${Math.round((Date.now() - started) / 1000)} s.`)
}

/** Paths and contents: a checkout has no times worth trusting. */
function digestOf(projectFolder) {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, join(projectFolder, source), source)
  return hash.digest('hex')
}

function addTo(hash, path, name) {
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) {
    if (!name.endsWith('.test.ts')) hash.update(name).update(readFileSync(path))
    return
  }
  for (const entry of readdirSync(path).toSorted()) {
    if (entry !== 'dist' && entry !== 'node_modules') addTo(hash, join(path, entry), `${name}/${entry}`)
  }
}
