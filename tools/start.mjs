/** `npm start`: installs what is missing, on Node 20 too, then runs the server on our own Node. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureWebBuilt } from './launcher/build-web.mjs'
import { ensureInstalled } from './launcher/install.mjs'
import { serverFlags } from './launcher/server-flags.mjs'
import { runOnOwnNode, superviseFromHere } from './launcher/supervise.mjs'

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)))

superviseFromHere()
await ensureInstalled(projectFolder)
await ensureWebBuilt(projectFolder)
process.exit(await runOnOwnNode(projectFolder, [...serverFlags, 'server/src/main.ts']))
