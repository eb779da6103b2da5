/** Several keys of one purpose at once: one in use, earlier ones that still open what they closed. */
import { randomBytes } from 'node:crypto'
import { StartFailure } from './start-failure.ts'

export interface Key {
  readonly id: string
  /** Any text of 32 characters or more: what is used is derived from it. */
  readonly secret: string
  /** Null where nobody noted it: a key from the environment. */
  readonly createdAt: string | null
  /** When another took its place; null for the one in use, and where nobody noted it. */
  readonly retiredAt: string | null
}

export interface KeyRing {
  readonly active: Key
  readonly keys: readonly Key[]
}

interface Stored {
  readonly active: string
  readonly keys: Readonly<Record<string, { secret: string; created_at?: string; retired_at?: string }>>
}

const shortest = 32
const broken = (name: string, reason: string) => new StartFailure('configuration', `${name}: ${reason}.`)

/** As `formatKeyRing` writes it; `name` is for the message where it cannot be read. */
export function parseKeyRing(text: string, name: string): KeyRing {
  let stored: Stored
  try {
    stored = JSON.parse(text) as Stored
  } catch {
    throw broken(name, 'this is not a ring of keys in JSON')
  }
  const keys = Object.entries(stored.keys ?? {}).map(([id, key]) => ({
    id,
    secret: key.secret,
    createdAt: key.created_at ?? null,
    retiredAt: key.retired_at ?? null,
  }))
  return ringOf(stored.active, keys, name)
}

/** The spelling of the environment: a JSON object of id and secret, and the id of the key in use. */
export function ringFromMap(json: string, active: string | undefined, name: string): KeyRing {
  let map: unknown
  try {
    map = JSON.parse(json)
  } catch {
    throw broken(name, 'this is not a JSON object of id and secret')
  }
  const keys = Object.entries(map as Record<string, string>).map(([id, secret]) => ({
    id,
    secret,
    createdAt: null,
    retiredAt: null,
  }))
  return ringOf(active ?? (keys.length === 1 ? (keys[0]?.id ?? '') : ''), keys, name)
}

function ringOf(activeId: string, keys: readonly Key[], name: string): KeyRing {
  for (const { id, secret } of keys) {
    if (!/^[\w.-]{1,100}$/.test(id)) throw broken(name, 'an id has letters, digits, dot, dash only')
    if (typeof secret !== 'string' || secret.length < shortest) {
      throw broken(name, `the key ${id} must have at least ${shortest} characters`)
    }
  }
  const active = keys.find(({ id }) => id === activeId)
  if (active === undefined) throw broken(name, `no key is in use: ${activeId || 'none is named'}`)
  return { active, keys }
}

export function formatKeyRing({ active, keys }: KeyRing): string {
  const stored: Stored = {
    active: active.id,
    keys: Object.fromEntries(
      keys.map(({ id, secret, createdAt, retiredAt }) => [
        id,
        {
          secret,
          ...(createdAt === null ? {} : { created_at: createdAt }),
          ...(retiredAt === null ? {} : { retired_at: retiredAt }),
        },
      ]),
    ),
  }
  return JSON.stringify(stored)
}

function newKey(now: Date): Key {
  const [id, secret] = [randomBytes(12).toString('base64url'), randomBytes(32).toString('base64url')]
  return { id, secret, createdAt: now.toISOString(), retiredAt: null }
}

/** A fresh key in use; the one before retires, and those that retired before `keepSince` are dropped. */
export function rotated(ring: KeyRing, now: Date, keepSince: Date): KeyRing {
  const active = newKey(now)
  const earlier = ring.keys.map((key) => ({ ...key, retiredAt: key.retiredAt ?? now.toISOString() }))
  const kept = earlier.filter(({ retiredAt }) => Date.parse(retiredAt) > keepSince.getTime())
  return { active, keys: [...kept, active] }
}
