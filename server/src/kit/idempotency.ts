/** One result per key: the repeat of a POST gets the stored answer (DOMAIN 25). */
import { hash } from 'node:crypto'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { packed, unpacked } from '#server/platform/packed.ts'
import type { Caller, Context } from './context.ts'
import { governing } from './registry.ts'
import { mayRow } from './rights.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly etag?: string
}

/** The key a request came with; null where it has none. */
export function keyOf(header: unknown): string | null {
  if (typeof header !== 'string') return null
  if (header !== '' && header.length <= 255 && /^[\x20-\x7e]+$/.test(header)) return header
  throw invalid('Idempotency-Key', 'kit.wrong_format', { format: 'key' })
}

/** What work that was done before ends with: the answer of then, if the caller may still see the row it made. */
export function answerAgain(error: unknown, { identity }: Caller, made?: Resource): Answer {
  if (!(error instanceof Error && 'answered' in error)) throw error
  const answered = error.answered as Answer
  const row = answered.body as Readonly<Record<string, unknown>>
  const isHanded = made?.scope === 'inherited' && identity.usableIds.includes(String(row.organization))
  const isSeen = made === undefined || isHanded || mayRow(identity, governing(made), 'view', row)
  if (!isSeen && made.access?.includes('open') !== true) throw new Refusal('kit.not_found')
  return answered
}

/** Runs `work` once per key and account; its first statements travel with the question, and a twin waits there. */
export async function onlyOnce(
  key: string | null,
  route: string,
  body: unknown,
  ctx: Context,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (key === null) return work()
  const digest = hash('sha256', JSON.stringify(body ?? null), 'buffer')
  ctx.repeated = ctx.repeated.then(([stored]) => {
    if (stored === undefined) return []
    const answered = repeated(stored as unknown as StoredKey, route, digest)
    throw Object.assign(new Error('answered before'), { answered })
  })
  // Work that begins with a file hears of it late; until then a rejection without a listener would end the server.
  ctx.repeated.catch(() => {})
  const made = await work().finally(() => ctx.repeated)
  if ('handled' in made) return made
  const { status, ...answer } = made
  ctx.closing.answer = { key, route, digest, status, answer: packed(answer) }
  return made
}

interface StoredKey {
  readonly route: string
  readonly body_digest: Buffer
  readonly status: number
  readonly answer: Buffer
}

function repeated(stored: StoredKey, route: string, digest: Buffer): Answer {
  if (stored.route !== route || !stored.body_digest.equals(digest)) throw new Refusal('kit.key_reused')
  return { status: stored.status, ...unpacked<Omit<Answer, 'status'>>(stored.answer) }
}
