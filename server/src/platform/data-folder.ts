/** The data folder: that it is ours, of a layout this version knows, and used by no other Kontor. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartFailure } from './start-failure.ts'

export interface DataFolder {
  readonly path: string
  unlock(): void
}

const layout = 1
const label = 'kontor-data.txt'
const holder = 'used-by.txt'

/** `exclusive` where PostgreSQL lives in it; servers on a database of their own may share their files. */
export function openDataFolder(path: string, options: { exclusive: boolean }): DataFolder {
  try {
    prepare(path)
    const unlock = options.exclusive ? lock(path) : () => {}
    return { path, unlock }
  } catch (error) {
    if (error instanceof StartFailure) throw error
    const { message } = error as Error
    throw new StartFailure('dataFolder', `The data folder ${path} cannot be used: ${message}.`)
  }
}

function prepare(path: string): void {
  mkdirSync(path, { recursive: true })
  const file = join(path, label)
  if (existsSync(file)) {
    refuseOtherLayout(path, readFileSync(file, 'utf8'))
    return
  }
  if (readdirSync(path).length > 0) {
    throw new StartFailure(
      'dataFolder',
      `${path} holds something else than data of Kontor. Name an empty folder, or none, in KONTOR_DATA.`,
    )
  }
  // Others may pass through (PostgreSQL's user has to, when root starts Kontor), but not look around.
  chmodSync(path, 0o711)
  writeFileSync(file, `kontor data ${layout}\nAll that Kontor keeps: database, files, secrets.\n`, {
    flush: true,
  })
}

function refuseOtherLayout(path: string, text: string): void {
  const found = /^kontor data (\d+)$/m.exec(text)?.[1]
  if (found === String(layout)) return
  const made = found
    ? `by another version of Kontor (layout ${found}, this one knows ${layout})`
    : 'otherwise'
  throw new StartFailure('dataFolder', `The data folder ${path} was made ${made}.`)
}

/**
 * An exclusive transaction on an empty SQLite file. The operating system ends it with the process, even
 * after kill -9, so there is no stale lock to judge, no reused process number and no race of two starts.
 */
function lock(path: string): () => void {
  const database = new DatabaseSync(join(path, 'lock'))
  try {
    database.exec('begin exclusive')
  } catch {
    database.close()
    throw new StartFailure('dataFolder', `The data folder ${path} is in use by ${holderOf(path)}.`)
  }
  writeFileSync(join(path, holder), `process ${process.pid}, started ${new Date().toISOString()}\n`)
  return () => database.close()
}

function holderOf(path: string): string {
  try {
    return `another Kontor (${readFileSync(join(path, holder), 'utf8').trim()})`
  } catch {
    return 'another Kontor'
  }
}
