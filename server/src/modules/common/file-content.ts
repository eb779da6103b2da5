/** Whether the caller may have a file, and where its bytes then are (FILE-05 to FILE-07, RULINGS 29). */
import { isUuid } from '#contract/kit/field/value.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Route } from '#server/kit/http/route.ts'
import { endOfAddress } from './address/file-address.ts'
import { addressFor } from './address/hand-out.ts'
import { readableFiles } from './address/readable-files.ts'
import { thumbnailSizes } from './inspect-file.ts'

/** An address that never ages, for links and pictures: it asks anew and sends on to one that opens. */
export const fileContent: Route = {
  method: 'GET',
  path: '/api/v1/files/:key/content/',
  permission: 'signed-in',
  status: 303,
  summary: 'Sends on to the bytes of a file, or of a picture to its small form of ?size=96, 320 or 1024.',
  answer: null,
  run: async (ctx, call, reply) => {
    const address = await addressOf(call, ctx)
    // What comes in its place is bound to a time; this answer is not.
    reply.header('cache-control', 'private, no-store').redirect(address, 303)
    return { handled: true }
  },
}

export const fileAddress: Route = {
  method: 'GET',
  path: '/api/v1/files/:key/access-url/',
  permission: 'signed-in',
  summary: 'Says where the bytes of a file are for the next minutes, or a small form of a picture (?size=).',
  run: async (ctx, call) => {
    const expires = new Date(endOfAddress(ctx.now) * 1000).toISOString()
    return { status: 200, body: { download_url: await addressOf(call, ctx), expires_at: expires } }
  },
}

const kindText = 'select media_type from file where tenant_id = $1 and id = $2'

async function addressOf({ params, query }: Call, ctx: Context): Promise<string> {
  const id = (params.key ?? '').toLowerCase()
  const size = sizeOf(query.size)
  if (!isUuid(id) || !(await readableFiles([id], ctx)).has(id)) throw new Refusal('kit.not_found')
  const values = [ctx.tenantId, id]
  const [found] = await ctx.withWholeTenant(() => ctx.rows<{ media_type: string }>(kindText, values))
  if (found === undefined) throw new Refusal('kit.not_found')
  return addressFor({ id, ...found }, size, ctx)
}

function sizeOf(given: unknown): number | null {
  if (given === undefined) return null
  const size = thumbnailSizes.find((known) => String(known) === given)
  if (size !== undefined) return size
  throw invalid('size', 'kit.not_a_choice', { choices: thumbnailSizes.join(', ') })
}
