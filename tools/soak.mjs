/** `npm run soak [hours]`: all looks and forms, all fault points, long tests, then random histories for hours (1). */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './launcher/install.mjs'
import { runOnOwnNode, superviseFromHere } from './launcher/supervise.mjs'

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)))
const hours = Number(process.argv[2] ?? 1)
if (!(hours > 0)) {
  console.error(`Kontor: “${process.argv[2]}” is no number of hours. Say: npm run soak -- 2`)
  process.exit(2)
}
const environment = {
  KONTOR_SOAK: 'on',
  KONTOR_SOAK_SECONDS: String(Math.round(hours * 3600)),
  KONTOR_DUTY_ROUNDS: '200',
  LEDGER_SECONDS: '300',
  KONTOR_ATTEMPTS: '20000',
}
const files = [
  'tools/soak/faults.test.ts',
  'tools/soak/rate-limits.test.ts',
  'tools/bicycle-maker/bicycle-maker.test.ts',
  'server/src/suites/explain.test.ts',
  'server/src/modules/audit/chain/tampering.test.ts',
  'server/src/modules/user/duties/duties-property.test.ts',
  'server/src/modules/inventory/ledger/history.test.ts',
  'tools/soak/histories.test.ts',
]
// Journeys look at each page in both ways, light and wide, dark and narrow; and type into every form there is.
const journeys = [['tools/build-web.mjs'], ['tools/testing/main.ts', 'e2e/user', 'e2e/typed']]
const commands = [...journeys, ...files.map((file) => ['--test', file])]

superviseFromHere()
await ensureInstalled(projectFolder)
const failed = []
for (const command of commands) {
  const code = await runOnOwnNode(projectFolder, command, environment)
  if (code !== 0) failed.push(command.at(-1))
}
for (const what of failed) console.error(`failed: ${what}`)
console.log(failed.length === 0 ? 'soak: all held' : `soak: ${failed.length} of ${commands.length} failed`)
process.exit(failed.length === 0 ? 0 : 1)
