/** Checkpoints outside of the database: one file a chain, lines only ever added, and the public keys beside. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Checkpoint } from '#server/modules/audit/verify/canonical.ts'
import { readCheckpoints, readKey } from '#server/modules/audit/verify/main.ts'
import type { SigningKey } from './signing-key.ts'

export interface CheckpointFiles {
  add(checkpoint: Checkpoint): void
  of(chain: string): readonly Checkpoint[]
  /** Every public key that ever signed here. */
  keys(): readonly Buffer[]
}

/** `<data>/audit-checkpoints/<chain>.jsonl` and `<key id>.pub`; copy them to where nobody can change them. */
export function openCheckpointFiles(dataFolder: string): CheckpointFiles {
  const folder = join(dataFolder, 'audit-checkpoints')
  const fileOf = (chain: string) => join(folder, `${chain}.jsonl`)
  return {
    add(checkpoint) {
      mkdirSync(folder, { recursive: true, mode: 0o750 })
      addLine(fileOf(checkpoint.chain), JSON.stringify(checkpoint))
    },
    of: (chain) => (existsSync(fileOf(chain)) ? readCheckpoints(fileOf(chain)) : []),
    keys() {
      if (!existsSync(folder)) return []
      const names = readdirSync(folder).filter((name) => name.endsWith('.pub'))
      return names.map((name) => readKey(join(folder, name)))
    },
  }
}

export function publishKey(dataFolder: string, key: SigningKey): void {
  const folder = join(dataFolder, 'audit-checkpoints')
  mkdirSync(folder, { recursive: true, mode: 0o750 })
  const file = join(folder, `${key.id}.pub`)
  if (!existsSync(file)) addLine(file, key.publicKey.toString('base64'))
}

/** On the disk before anything relies on it. */
function addLine(file: string, line: string): void {
  const handle = openSync(file, 'a', 0o640)
  try {
    writeSync(handle, `${line}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
