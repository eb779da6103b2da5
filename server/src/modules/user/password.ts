/** Passwords as Argon2id, computed off the main thread, few at once so that room is left for others. */
import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hash } from '@node-rs/argon2'
import { Refusal } from '#contract/kit/failure.ts'

export interface PasswordCost {
  /** KiB. */
  readonly memoryCost: number
  readonly timeCost: number
  /** One unless said. */
  readonly parallelism?: number
}

export interface Passwords {
  /** The form in which the database keeps a password: `$argon2id$v=19$m=…,t=…,p=1$salt$digest`. */
  hash(password: string): Promise<string>
  /** What the database keeps if the password is right; `salt` is that form without its digest. */
  prove(password: string, salt: string): Promise<string>
}

export const productionCost: PasswordCost = { memoryCost: 19_456, timeCost: 2 }

/**
 * Half of the cores, and two of libuv's four threads at most: on a machine of one core two at once would take
 * two thirds of it from whoever reads a list, and be done no sooner.
 */
export const hashesAtOnce = Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2)))
/** Beyond it a caller would wait longer than people do. */
const longestQueue = 100
/** Argon2id by its number in the package, whose enum TypeScript would have to compile. */
const argon2id = 2
const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$$/

export function createPasswords(cost: PasswordCost): Passwords {
  const inTurn = createQueue(hashesAtOnce, longestQueue)
  const derive = (password: string, salt: Buffer, { memoryCost, timeCost, parallelism = 1 }: PasswordCost) =>
    inTurn(() =>
      hash(password.normalize('NFKC'), {
        algorithm: argon2id,
        memoryCost,
        timeCost,
        parallelism,
        salt,
        outputLen: 32,
      }),
    )
  return {
    hash: (password) => derive(password, randomBytes(16), cost),
    prove(password, salt) {
      const [, memory, time, parallelism, encoded] = form.exec(salt) ?? []
      if (encoded === undefined) return derive(password, randomBytes(16), cost)
      const kept = { memoryCost: Number(memory), timeCost: Number(time), parallelism: Number(parallelism) }
      return derive(password, Buffer.from(encoded, 'base64'), kept)
    },
  }
}

/** Runs at most `size` at once and refuses where `longest` already wait. */
function createQueue(size: number, longest: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= size) {
      if (waiting.length >= longest) throw new Refusal('kit.unavailable')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
