/** PostgreSQL's folder inside the data folder: made whole or not at all, checked, freed of leftovers. */
import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { runGuarded, type User } from './guardian.ts'
import type { PostgresPrograms } from './postgres-binaries.ts'
import { StartFailure } from './start-failure.ts'

/** Makes the folder where it is missing, under another name first, so that a half-made one is never used. */
export async function createCluster(
  folder: string,
  programs: PostgresPrograms,
  password: string,
  options: string[] = [],
): Promise<void> {
  const fresh = `${folder}.new`
  const passwordFile = `${folder}.password`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (programs.user) {
    for (const path of [fresh, passwordFile]) chownSync(path, programs.user.uid, programs.user.gid)
  }
  refuseUnreachable(fresh, programs.user)
  const parameters = ['-D', fresh, '-U', 'postgres', '--pwfile', passwordFile, '--auth=scram-sha-256']
  // ICU's root order: names sort as people expect, the same on every machine.
  const locale = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=und', '--locale=C']
  try {
    const all = [...parameters, ...locale, '--data-checksums', '--no-instructions', ...options]
    await runToEnd(join(programs.folder, 'bin/initdb'), all, programs.user)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(fresh, folder)
}

/** Refuses a folder that this PostgreSQL cannot open. */
export function checkCluster(folder: string, programs: PostgresPrograms): void {
  const file = join(folder, 'PG_VERSION')
  if (!existsSync(file)) {
    throw new StartFailure('dataFolder', `${folder} is no data folder of PostgreSQL: PG_VERSION is missing.`)
  }
  const found = readFileSync(file, 'utf8').trim()
  const [major] = programs.version.split('.')
  if (found === major) return
  throw new StartFailure(
    'dataFolder',
    `${folder} was made by PostgreSQL ${found}, and this Kontor brings ${major}. ` +
      `Dump it with PostgreSQL ${found} and load it into a new data folder.`,
  )
}

/** Ends a PostgreSQL that outlived its Kontor. Only called by the holder of the data folder's lock. */
export async function endLeftover(folder: string, report: (line: string) => void): Promise<void> {
  const file = join(folder, 'postmaster.pid')
  const pid = pidIn(file)
  if (pid === undefined || !isRunning(pid)) return
  if (!commandOf(pid).includes(folder)) {
    // The number went to another program since, and PostgreSQL would take that for itself and refuse.
    rmSync(file, { force: true })
    return
  }
  report(`PostgreSQL of an earlier start (process ${pid}) still runs: stopping it`)
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (isRunning(pid)) process.kill(pid, signal)
    for (let waited = 0; waited < 5000 && isRunning(pid); waited += 50) await pause(50)
  }
  if (isRunning(pid)) {
    throw new StartFailure('dataFolder', `PostgreSQL (process ${pid}) holds ${folder} and does not stop.`)
  }
}

async function runToEnd(program: string, parameters: string[], user: User | undefined): Promise<void> {
  const run = runGuarded(program, parameters, user)
  let output = ''
  run.process.stdout?.on('data', (text) => (output += text))
  run.process.stderr?.on('data', (text) => (output += text))
  const code = await run.exited
  if (code === 0) return
  throw new StartFailure('database', `PostgreSQL could not make its data folder:\n${output.trim()}`)
}

function refuseUnreachable(folder: string, user: User | undefined): void {
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { cwd: '/', ...user })
  if (status === 0) return
  throw new StartFailure(
    'dataFolder',
    `PostgreSQL runs as user ${user?.uid} and cannot enter ${dirname(folder)}: name another in KONTOR_DATA.`,
  )
}

function pidIn(file: string): number | undefined {
  if (!existsSync(file)) return undefined
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  return pid > 0 ? pid : undefined
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The command line of a process: from /proc, or by ps where there is none. */
function commandOf(pid: number): string {
  const file = `/proc/${pid}/cmdline`
  if (existsSync(file)) return readFileSync(file, 'utf8')
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? ''
}
