/** One result per key: the repeat of a POST gets the stored answer (DOMAIN 25). */
import { createHash } from 'node:crypto'
import { Refusal } from '#contract/kit/failure.ts'
import type { Context } from './context.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly etag?: string
}

const insertText = `insert into idempotency_key (tenant_id, account_id, key, route, body_digest)
values ($1, $2, $3, $4, $5) on conflict do nothing returning true as fresh`
const selectText = `select route, body_digest, status, answer from idempotency_key
where tenant_id = $1 and account_id = $2 and key = $3`
const updateText = `update idempotency_key set status = $4, answer = $5::jsonb
where tenant_id = $1 and account_id = $2 and key = $3`

/** Runs `work` once per key and account; a twin waits for the first and gets its answer. */
export async function onlyOnce(
  key: string | null,
  route: string,
  body: unknown,
  ctx: Context,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (key === null) return work()
  if (key === '' || key.length > 255 || !/^[\x20-\x7e]+$/.test(key)) {
    throw new Refusal('kit.invalid', {}, [
      { pointer: 'Idempotency-Key', code: 'kit.wrong_format', parameters: { format: 'key' } },
    ])
  }
  const digest = createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest()
  const account = [ctx.tenantId, ctx.identity.userId, key]
  const [fresh] = await ctx.rows(insertText, [...account, route, digest])
  if (fresh === undefined) return repeated(await ctx.rows<StoredKey>(selectText, account), route, digest)
  const answer = await work()
  await ctx.rows(updateText, [
    ...account,
    answer.status,
    JSON.stringify({ body: answer.body, etag: answer.etag }),
  ])
  return answer
}

interface StoredKey {
  readonly route: string
  readonly body_digest: Buffer
  readonly status: number
  readonly answer: { readonly body: unknown; readonly etag?: string }
}

function repeated(rows: readonly StoredKey[], route: string, digest: Buffer): Answer {
  const [stored] = rows
  if (stored === undefined) throw new Refusal('kit.unavailable')
  if (stored.route !== route || !stored.body_digest.equals(digest)) throw new Refusal('kit.key_reused')
  return { status: stored.status, ...stored.answer }
}
