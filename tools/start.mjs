/** `npm start`: installs what is missing, on Node 20 too, then runs the server on our own Node. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureWebBuilt } from './launcher/build-web.mjs'
import { ensureInstalled } from './launcher/install.mjs'
import { runOnOwnNode, superviseFromHere } from './launcher/supervise.mjs'

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)))
// V8 lets the space for new objects grow to 128 MB and keeps it: a quarter holds what fifty clients leave behind.
const flags = JSON.parse(readFileSync(new URL('launcher/server-flags.json', import.meta.url), 'utf8'))

superviseFromHere()
await ensureInstalled(projectFolder)
await ensureWebBuilt(projectFolder)
process.exit(await runOnOwnNode(projectFolder, [...flags, 'server/src/main.ts']))
