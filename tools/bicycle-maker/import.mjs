/** `npm run import:bicycle-maker`: installs what is missing, then runs the import on our own Node. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from '../launcher/install.mjs'
import { runOnOwnNode, superviseFromHere } from '../launcher/supervise.mjs'

const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

superviseFromHere()
await ensureInstalled(projectFolder)
process.exit(await runOnOwnNode(projectFolder, ['tools/bicycle-maker/run.ts', ...process.argv.slice(2)]))
