/** `npm run soak [hours]`: every fault point, the long tests, then random histories for so many hours (1). */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..')
const seconds = Math.round(Number(process.argv[2] ?? 1) * 3600)
const environment = {
  ...process.env,
  KONTOR_SOAK: 'on',
  KONTOR_SOAK_SECONDS: String(seconds),
  KONTOR_DUTY_ROUNDS: '200',
  LEDGER_SECONDS: '300',
}

const files = [
  'tools/soak/faults.test.ts',
  'server/src/modules/audit/chain/tampering.test.ts',
  'server/src/modules/user/duties/duties-property.test.ts',
  'server/src/modules/inventory/ledger/history.test.ts',
  'tools/soak/histories.test.ts',
]
for (const file of files) {
  const node = join(project, 'node_modules/node/bin/node')
  const { status } = spawnSync(node, ['--test', file], { cwd: project, stdio: 'inherit', env: environment })
  if (status !== 0) process.exit(status ?? 1)
}
