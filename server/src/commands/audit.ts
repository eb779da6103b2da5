/** `kontor audit …`: verifies the audit trail, live or from a file, exports a chain, seals what waits. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import {
  archiveAudit,
  createSealer,
  describeReport,
  inSnapshot,
  linesOfFile,
  openCheckpointFiles,
  queryOf,
  readCheckpoints,
  readKey,
  readPackage,
  type Report,
  signingSecret,
  verifyLive,
  verifyPackage,
} from '#server/modules/audit/public.ts'
import { exitCodes } from '#server/platform/start-failure.ts'
import { asOwnerOf } from './as-owner.ts'
import type { Command, Machine } from './command.ts'

const options = {
  chain: { type: 'string' },
  file: { type: 'string' },
  key: { type: 'string', multiple: true },
  checkpoints: { type: 'string', multiple: true },
  personal: { type: 'boolean' },
  json: { type: 'boolean' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

export const auditCommand: Command = {
  usage:
    'audit verify [--chain <id>] [--file <package>] [--key <file>] [--checkpoints <file>] [--json] | ' +
    'audit export --chain <id> --file <package> [--personal] | audit seal | audit archive',
  summary:
    'Verifies the chain of the audit trail, in the database or in a file; exports it; seals what waits; ' +
    'archives what is old.',
  async run(machine, parameters) {
    const { values, positionals } = parseArgs({ args: [...parameters], options, allowPositionals: true })
    const [what] = positionals
    if (what === 'verify') {
      return values.file === undefined ? verifyDatabase(machine, values) : verifyFile(machine, values)
    }
    if (what === 'export' && values.chain && values.file) return exportChain(machine, values.chain, values)
    if (what === 'seal') return seal(machine)
    if (what === 'archive') return archive(machine)
    machine.say(auditCommand.usage)
    return exitCodes.configuration
  },
}

function tell(machine: Machine, report: Report, { json }: Values): number {
  machine.say(json ? JSON.stringify(report) : describeReport(report))
  return report.verdict === 'verified' ? 0 : 1
}

async function verifyDatabase(machine: Machine, values: Values): Promise<number> {
  const client = await machine.database()
  const kept = openCheckpointFiles(machine.configuration.dataFolder)
  const given = (values.checkpoints ?? []).flatMap(readCheckpoints)
  const keys = (values.key ?? []).map(readKey)
  const files = {
    ...kept,
    keys: () => (keys.length > 0 ? keys : kept.keys()),
    of: (chain: string) => (given.length > 0 ? given : kept.of(chain)),
  }
  let code = 0
  await verifyLive(client, files, values.chain ?? null, (report) => {
    code = Math.max(code, tell(machine, report, values))
  })
  return code
}

async function verifyFile(machine: Machine, values: Values): Promise<number> {
  const keys = (values.key ?? []).map(readKey)
  const checkpoints = (values.checkpoints ?? []).flatMap(readCheckpoints)
  const report = await verifyPackage(linesOfFile(values.file ?? ''), { keys, checkpoints })
  return tell(machine, report, values)
}

async function exportChain(machine: Machine, chain: string, values: Values): Promise<number> {
  const client = await machine.database()
  await queryOf(client)(
    `insert into audit_log (tenant_id, actor_name, action, record, record_label)
    values (nullif($1::uuid, '00000000-0000-0000-0000-000000000000'), 'kontor audit export', 'EXPORT',
      'audit.audit_log', $2)`,
    [chain, values.personal ? 'whole chain with personal values' : 'whole chain'],
  )
  const file = createWriteStream(values.file ?? '', { flags: 'wx', mode: 0o600 })
  let lines = 0
  await inSnapshot(client, async (query) => {
    for await (const line of readPackage(query, { chain, withPersonal: values.personal ?? false })) {
      lines += 1
      if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain')
    }
  })
  file.end()
  await once(file, 'close')
  machine.say(`${lines} lines`)
  return 0
}

async function seal(machine: Machine): Promise<number> {
  const secrets = await machine.secrets()
  const { dataFolder } = machine.configuration
  const sealer = createSealer({ secret: secrets.get(signingSecret), dataFolder, checkpointSeconds: 0 })
  machine.say(`${await sealer.seal(asOwnerOf(await machine.database()))} rows sealed`)
  return 0
}

async function archive(machine: Machine): Promise<number> {
  const asOwner = asOwnerOf(await machine.database())
  const { dataFolder } = machine.configuration
  machine.say(`${await archiveAudit(asOwner, asOwner, dataFolder, new Date())} files written`)
  return 0
}
