/** `npm test`: installs what is missing, on Node 20 too, then runs all stages on our own Node. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './launcher/install.mjs'
import { runOnOwnNode, superviseFromHere } from './launcher/supervise.mjs'

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)))

superviseFromHere()
await ensureInstalled(projectFolder)
process.exit(await runOnOwnNode(projectFolder, ['tools/testing/main.ts', ...process.argv.slice(2)]))
