/** `node verify/main.ts <package> [--key <file>] [--checkpoints <file>]`: verifies an export without any server. */
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import type { Checkpoint } from './canonical.ts'
import { describeReport } from './findings.ts'
import { type Line, NotAPackage, readLine } from './package.ts'
import { verifyPackage } from './verify.ts'

const usage = `usage: node main.ts <package.jsonl or .jsonl.gz> [--key <public key>]… [--checkpoints <file>]… [--json]

A public key is a file that holds the base64 of its 32 bytes, a file of checkpoints one JSON object a line.
Both belong to what you have kept yourself: what comes with the package proves little against its maker.
Exit code 0: verified. 1: broken, the first bad row is named. 2: not to be read.`

/** The lines of a package, read as a stream; one that ends in .gz is compressed. */
export async function* linesOfFile(path: string): AsyncGenerator<Line> {
  const file = createReadStream(path)
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  file.on('error', (error) => input.destroy(error))
  const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  let number = 0
  for await (const text of reader) {
    number += 1
    if (text !== '') yield readLine(text, number)
  }
}

export const readKey = (path: string): Buffer => Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')

/** A last line that a crash cut short is left out. */
export function readCheckpoints(path: string): Checkpoint[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Checkpoint)
}

async function main(): Promise<number> {
  const options = {
    key: { type: 'string', multiple: true },
    checkpoints: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [path] = positionals
  if (path === undefined || positionals.length > 1) {
    console.error(usage)
    return 2
  }
  const keys = (values.key ?? []).map(readKey)
  const checkpoints = (values.checkpoints ?? []).flatMap(readCheckpoints)
  const report = await verifyPackage(linesOfFile(path), { keys, checkpoints })
  console.log(values.json ? JSON.stringify(report) : describeReport(report))
  return report.verdict === 'verified' ? 0 : 1
}

/** Not awaited at the top: a module that is awaited cannot be required. */
async function run(): Promise<void> {
  try {
    process.exitCode = await main()
  } catch (error) {
    const isKnown = error instanceof NotAPackage || (error instanceof Error && 'code' in error)
    console.error(isKnown ? `not to be read: ${error.message}` : error)
    process.exitCode = 2
  }
}

if (import.meta.main) void run()
