/** Starts the server of a bench on a data folder of its own, and signs in as its administrator. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface BenchServer {
  readonly base: string
  readonly token: string
  readonly organization: string
  readonly process: ChildProcess
  readonly dataFolder: string
  stop(): Promise<void>
}

interface Login {
  readonly role: string
  readonly username: string
  readonly password: string
}

const project = join(import.meta.dirname, '..')
/** As `npm start` starts it. */
const flags = JSON.parse(readFileSync(join(project, 'tools/launcher/server-flags.json'), 'utf8')) as string[]

/** Root keeps PostgreSQL's data where its unprivileged user can enter. */
const parent = process.getuid?.() === 0 ? '/var/lib' : tmpdir()

/** `before` stands before the command, such as `taskset -c 0`. */
export async function startServer(before: readonly string[] = []): Promise<BenchServer> {
  const dataFolder = mkdtempSync(join(parent, 'kontor-bench-'))
  const environment = {
    ...process.env,
    PORT: '0',
    KONTOR_DATA: dataFolder,
    KONTOR_LOG: 'error',
    DATABASE_URL: '',
    API_RATE_LIMIT_USER: 'off',
    // So that people who sign in come from addresses of their own.
    TRUSTED_PROXIES: '127.0.0.1/32',
    KONTOR_COUNT_STATEMENTS: 'on',
  }
  const own = [process.execPath, ...flags, join(project, 'server/src/main.ts')]
  const [command = '', ...words] = [...before, ...own]
  const child = spawn(command, words, {
    cwd: project,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const base = await readyAddress(child)
  const logins = JSON.parse(readFileSync(join(dataFolder, 'secrets/demo-logins'), 'utf8')) as Login[]
  const administrator = logins.find(({ role }) => role === 'administrator')
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ username: administrator?.username, password: administrator?.password })
  const signedIn = await fetch(`${base}/api/v1/auth/token/`, { method: 'POST', headers, body })
  const { access } = (await signedIn.json()) as { access: string }
  const listed = await fetch(`${base}/api/v1/organizations/?parent__isnull=true`, {
    headers: { authorization: `Bearer ${access}` },
  })
  const { results } = (await listed.json()) as { results: { id: string }[] }
  return {
    base,
    token: access,
    organization: results[0]?.id ?? '',
    process: child,
    dataFolder,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (text: Buffer) => {
      output += text
      const address = /Kontor is ready: (http:\/\/[^/\s]+)/.exec(output)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output.slice(-500)}`)))
  })
}

/** Megabytes of a process and of everything it started, by name. */
export function memory(pid: number): Record<string, number> {
  const found: Record<string, number> = { server: residentMegabytes(pid) }
  const [postgres, others] = [descendants(pid), 0]
  for (const child of postgres) {
    const name = commandOf(child).includes('postgres') ? 'postgres' : 'children'
    found[name] = (found[name] ?? others) + proportionalMegabytes(child)
  }
  return Object.fromEntries(Object.entries(found).map(([name, size]) => [name, Math.round(size)]))
}

function descendants(pid: number): number[] {
  const children = readOf(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number)
  return children.flatMap((child) => [child, ...descendants(child)])
}

/** Empty where it ended while we looked. */
function readOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const commandOf = (pid: number): string => readOf(`/proc/${pid}/comm`)
const residentMegabytes = (pid: number): number => kilobytes(`/proc/${pid}/status`, 'VmRSS') / 1024
/** Shared buffers count once: each process bears its share of what it shares. */
const proportionalMegabytes = (pid: number): number => kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss') / 1024

function kilobytes(file: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readOf(file))?.[1] ?? 0)
}
