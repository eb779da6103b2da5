/** Builds the web application when it changed, as `npm start` does, for `npm test` and by hand. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureWebBuilt } from './launcher/build-web.mjs'
import { superviseFromHere } from './launcher/supervise.mjs'

superviseFromHere()
await ensureWebBuilt(dirname(dirname(fileURLToPath(import.meta.url))))
