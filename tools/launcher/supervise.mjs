/** Runs one child after another for a launcher: passes signals on, and ends with npm when that is killed. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'

/** The server ends itself well within this; one that hangs is killed, its guardian ends PostgreSQL. */
const patience = 9000
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

let current
let stoppedBy

/** Resolves with the child's exit code. After a signal the launcher itself ends as soon as the child has. */
export function runChild(command, parameters, { onOutput, ...options }) {
  if (stoppedBy) process.exit(exitCodeOf(null, stoppedBy))
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, options)
    current = child
    child.once('error', reject)
    if (onOutput) for (const stream of [child.stdout, child.stderr]) stream.on('data', onOutput)
    child.once('exit', (code, signal) => {
      current = undefined
      const exitCode = exitCodeOf(code, signal)
      if (stoppedBy) process.exit(exitCode)
      resolve(exitCode)
    })
  })
}

/** The same on the project's own Node 24. The channel closes with us, and the child then ends by itself. */
export async function runOnOwnNode(projectFolder, parameters, environment = {}) {
  const cache = { NODE_COMPILE_CACHE: join(projectFolder, '.cache/node') }
  return await runChild(join(projectFolder, 'node_modules/node/bin/node'), parameters, {
    cwd: projectFolder,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...cache, ...environment },
  })
}

export function superviseFromHere() {
  for (const signal of signals) process.on(signal, () => stop(signal))
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  if (!process.env.npm_lifecycle_event) return
  // Nothing tells a process that its parent was killed, but it gets another one then.
  const npm = process.ppid
  setInterval(() => process.ppid !== npm && stop('SIGTERM'), 250).unref()
}

function stop(signal) {
  if (stoppedBy) return
  stoppedBy = signal
  if (!current) process.exit(exitCodeOf(null, signal))
  const child = current
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), patience).unref()
}

function exitCodeOf(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0)
}
