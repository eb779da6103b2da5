/** A real Kontor for tests: started as a person would, looked at from outside, ended in every way. */
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { folderInMemory } from '#server/testing/memory-folder.ts'

export const projectFolder = join(import.meta.dirname, '../..')
export const ownNode = join(projectFolder, 'node_modules/node/bin/node')
const flagsFile = join(projectFolder, 'tools/launcher/server-flags.json')

export interface KontorProcess {
  readonly child: ChildProcess
  /** All that was printed so far, both streams. */
  output(): string
  /** The address it printed; rejects with the output when it ends before. */
  readonly ready: Promise<string>
  readonly exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** What a test run sets for itself must not reach the Kontor under test. */
export function runKontor(
  command: string,
  parameters: string[],
  environment: Record<string, string>,
  options: SpawnOptions = {},
): KontorProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(KONTOR_|DATABASE_URL|npm_|NODE_)/.test(name),
  )
  const child = spawn(command, parameters, {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    env: { ...Object.fromEntries(inherited), PORT: '0', KONTOR_DEMO: 'off', ...environment },
  })
  let output = ''
  const exit = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const ready = new Promise<string>((resolve, reject) => {
    const read = (text: Buffer) => {
      output += text.toString()
      const address = /Kontor is ready: (http\S+)/.exec(output)?.[1]
      if (address) resolve(address)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    void exit.then(() => reject(new Error(`Kontor ended before it was ready:\n${output}`)))
  })
  ready.catch(() => {})
  return { child, output: () => output, ready, exit }
}

/** The server without its launcher. */
export function runServer(environment: Record<string, string>): KontorProcess {
  const cache = { NODE_COMPILE_CACHE: join(projectFolder, '.cache/node') }
  const flags = JSON.parse(readFileSync(flagsFile, 'utf8')) as string[]
  return runKontor(ownNode, [...flags, 'server/src/main.ts'], { ...cache, ...environment })
}

export interface ProcessNumbers {
  launcher: number
  server: number
  guardian: number
  postgres: number
}

/** The processes of the Kontor that works on a data folder, from what it leaves there. */
export function processesOf(dataFolder: string): ProcessNumbers {
  const server = Number(/process (\d+)/.exec(readFileSync(join(dataFolder, 'used-by.txt'), 'utf8'))?.[1])
  const postgres = Number.parseInt(readFileSync(join(dataFolder, 'postgres/postmaster.pid'), 'utf8'), 10)
  return { launcher: parentOf(server), server, guardian: parentOf(postgres), postgres }
}

/** Address of the embedded database of a running Kontor, as its owner. */
export function ownerUrlOf(dataFolder: string): string {
  const port = readFileSync(join(dataFolder, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]
  const password = readFileSync(join(dataFolder, 'secrets/postgres-owner'), 'utf8').trim()
  return `postgres://kontor_owner:${password}@127.0.0.1:${port}/kontor`
}

/** Waits for a condition; the limit is there to end a test that would hang, and measures nothing. */
export async function until(what: string, condition: () => boolean, limit = 120_000): Promise<void> {
  for (const start = Date.now(); !condition(); await pause(25)) {
    if (Date.now() - start > limit) throw new Error(`waited in vain until ${what}`)
  }
}

export async function untilEnded(processes: Partial<ProcessNumbers>): Promise<void> {
  for (const [name, pid] of Object.entries(processes)) {
    await until(`${name} (${pid}) has ended`, () => !isAlive(pid))
  }
}

export function isAlive(pid: number): boolean {
  const state = field(pid, 'stat')
  return state !== '' && !state.startsWith('Z')
}

/** Linux only: from /proc. */
export function childrenOf(pid: number): number[] {
  const all = readdirSync('/proc')
    .map(Number)
    .filter((number) => number > 0)
  return all.filter((number) => parentOf(number) === pid)
}

function parentOf(pid: number): number {
  return Number(field(pid, 'ppid'))
}

/** One column of ps, which slim images lack: there it comes from /proc. */
function field(pid: number, column: 'stat' | 'ppid'): string {
  if (!existsSync('/proc/self/stat')) {
    return spawnSync('ps', ['-p', String(pid), '-o', `${column}=`], { encoding: 'utf8' }).stdout.trim()
  }
  if (!existsSync(`/proc/${pid}/stat`)) return ''
  // "pid (name, which may hold blanks) state parent …"
  const [state = '', parent = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  return column === 'stat' ? state : parent
}

/** Set by `npm test`, which removes what lies there at its end. */
export const memoryFolderVariable = 'KONTOR_TEST_FOLDER'

const inMemory = () => process.env[memoryFolderVariable] ?? folderInMemory() ?? tmpdir()

/** A folder that PostgreSQL's user may enter, whoever runs the tests; removed by the caller. */
export function temporaryFolder(name: string, parent = inMemory()): { path: string; remove(): void } {
  const path = mkdtempSync(join(parent, `kontor-${name}-`))
  chmodSync(path, 0o711)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
