/** Runs a program that ends when this process does, however it ends. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'

export interface User {
  uid: number
  gid: number
}

export interface Guarded {
  /** The shell that guards; its exit is the program's exit, with the same code. */
  readonly process: ChildProcess
  readonly exited: Promise<number>
  /** Interrupts the program and waits for its end. */
  stop(): Promise<number>
  /** Lets this process end by itself while the program still runs; the program then ends too. */
  unref(): void
}

/**
 * The program and, beside it, a reader of the pipe this process holds. When the pipe ends, because we closed
 * it or because we died, the program is interrupted (PostgreSQL: fast shutdown), after three seconds told to
 * quit (PostgreSQL: immediate shutdown, its log brings everything back at the next start), and after four the
 * whole process group is killed. When the program ends first, the reader and its sleep are sent away.
 */
const script = `
exec 3<&0
"$@" 3<&- </dev/null & program=$!
(read -r _ <&3; kill -INT $program; sleep 3; kill -QUIT $program; sleep 1; kill -KILL 0) 2>/dev/null &
wait $program; code=$?
trap '' TERM; kill -TERM 0
exit $code`

/** Not ended yet; emptied by stopAllGuarded. */
const running = new Set<Guarded>()

export function runGuarded(program: string, parameters: string[], user: User | undefined): Guarded {
  const child = spawn('/bin/sh', ['-c', script, 'kontor-guardian', program, ...parameters], {
    // A session of its own: Ctrl-C at the terminal reaches us alone, and we decide the order of the end.
    detached: true,
    // Any folder that every user may enter; ours may be below /root.
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
    ...user,
  })
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      // Its last words are still in the pipe; whoever else holds that may not keep us waiting.
      child.once('close', () => resolve(code ?? 1))
      setTimeout(() => resolve(code ?? 1), 1000).unref()
    })
  })
  child.stdin.on('error', () => {})
  const guarded: Guarded = {
    process: child,
    exited,
    stop() {
      child.stdin.end()
      return exited
    },
    unref() {
      child.unref()
      for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as unknown as Socket).unref()
    },
  }
  running.add(guarded)
  child.once('exit', () => running.delete(guarded))
  return guarded
}

/** For the end of this process: whatever step it was in, nothing it started stays behind. */
export async function stopAllGuarded(): Promise<void> {
  await Promise.allSettled([...running].map((guarded) => guarded.stop()))
}
