/** `npm run kontor -- <command>`: runs a command of the machine on our own Node. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './launcher/install.mjs'
import { runOnOwnNode, superviseFromHere } from './launcher/supervise.mjs'

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)))

superviseFromHere()
await ensureInstalled(projectFolder)
process.exit(await runOnOwnNode(projectFolder, ['server/src/commands/main.ts', ...process.argv.slice(2)]))
