/** Asks the npm registry for known holes in what Kontor ships with; skipped where it gives no answer. */
import { spawn } from 'node:child_process'
import type { Stage } from './stage.ts'
import type { Tally } from './tally.ts'

interface Vulnerability {
  readonly name: string
  readonly severity: string
  readonly via: readonly (string | { readonly title?: string; readonly url?: string })[]
}

interface Report {
  readonly message?: string
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> }
}

const patience = 60_000
const parameters = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000']
/** What fails a run; what is lower is told. */
const serious = ['high', 'critical']

export async function auditDependencies({ projectFolder, signal, say }: Stage): Promise<Tally> {
  const { tally, lines } = judge(await askRegistry(projectFolder, signal))
  for (const line of lines) say(`   ${line}`)
  return tally
}

/** What npm printed; not its exit code, which is 1 for a hole and for a registry that is away. */
function askRegistry(projectFolder: string, signal: AbortSignal): Promise<string> {
  const { npm_execpath: npm, npm_node_execpath: node = process.execPath } = process.env
  const [command, first] = npm?.endsWith('.js') ? [node, [npm]] : ['npm', []]
  const ended = AbortSignal.any([signal, AbortSignal.timeout(patience)])
  const child = spawn(command, [...first, ...parameters], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'ignore'],
    signal: ended,
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(JSON.stringify({ message: error.message })))
    child.once('close', () => resolve(output))
  })
}

export function judge(output: string): { readonly tally: Tally; readonly lines: readonly string[] } {
  const report = reportFrom(output)
  if (report.metadata?.vulnerabilities === undefined || report.vulnerabilities === undefined) {
    const reason = report.message ?? 'no answer'
    return {
      tally: { passed: 0, failed: 0, skipped: 1 },
      lines: [`skipped: the npm registry tells no vulnerabilities (${reason.slice(0, 150)})`],
    }
  }
  const found = Object.values(report.vulnerabilities)
  const isSerious = found.some(({ severity }) => serious.includes(severity))
  const tally = { passed: isSerious ? 0 : 1, failed: isSerious ? 1 : 0, skipped: 0 }
  return { tally, lines: found.map(describe) }
}

function reportFrom(output: string): Report {
  try {
    const report: unknown = JSON.parse(output)
    return typeof report === 'object' && report !== null ? report : {}
  } catch {
    return {}
  }
}

function describe({ name, severity, via }: Vulnerability): string {
  const reasons = via.map((each) => (typeof each === 'string' ? `by ${each}` : `${each.title} ${each.url}`))
  return `${severity}: ${name}, ${reasons.join('; ')}`
}
