/** UUIDv7 made by the server (RULINGS 10), so that a whole write can travel in one round trip. */
import { randomFillSync } from 'node:crypto'

const pool = new Uint8Array(4096)
let used = pool.length
let lastMillisecond = 0
let sequence = 0

/** Ids made by one process grow in the order they were made. */
export function newId(): string {
  const now = Date.now()
  if (now > lastMillisecond) {
    lastMillisecond = now
    sequence = 0
  } else if (++sequence > 0xfff) {
    lastMillisecond += 1
    sequence = 0
  }
  if (used + 8 > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = Buffer.from(pool.buffer, used, 8).toString('hex')
  used += 8
  const time = lastMillisecond.toString(16).padStart(12, '0')
  const variant = ((Number.parseInt(random.slice(0, 1), 16) & 3) | 8).toString(16)
  const counted = sequence.toString(16).padStart(3, '0')
  const parts = [
    time.slice(0, 8),
    time.slice(8),
    `7${counted}`,
    variant + random.slice(1, 4),
    random.slice(4),
  ]
  return parts.join('-')
}
