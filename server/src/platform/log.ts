/** Two voices: progress lines for the person who started Kontor, the log for whoever seeks a cause. */
import { type DestinationStream, type Logger, pino } from 'pino'
import { withoutSecrets, withoutValues } from './log-secrets.ts'

export type { Logger }

/** JSON lines on standard error; standard output belongs to the progress lines. */
export function createLog(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  const options = {
    level,
    redact: ['req.headers.authorization', 'req.headers.cookie'],
    serializers: { err: withoutValues },
    hooks: { streamWrite: withoutSecrets },
  }
  return pino(options, destination)
}

export function announce(line: string): void {
  process.stdout.write(`${line}\n`)
}

export function complain(message: string): void {
  for (const line of message.split('\n')) process.stderr.write(`Kontor: ${line}\n`)
}

/** A long step is never silent: says every few seconds that it still goes on. */
export async function withPatience<T>(what: string, work: Promise<T>): Promise<T> {
  const started = performance.now()
  const ticking = setInterval(() => {
    announce(`  … ${what}, ${Math.round((performance.now() - started) / 1000)} s`)
  }, 5000)
  try {
    return await work
  } finally {
    clearInterval(ticking)
  }
}
