/** The bytes of a file, after the question whether the caller may have them (FILE-05 to FILE-07). */
import type { FastifyReply } from 'fastify'
import { file } from '#contract/common/file.ts'
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import type { Route } from '#server/kit/http/route.ts'
import { may } from '#server/kit/rights.ts'
import { fileServices } from '#server/platform/file-services.ts'
import type { StoredBytes } from '#server/platform/files.ts'
import { linkOf } from './file-links.ts'
import { isPicture } from './file-type.ts'
import { thumbnailName, thumbnailSizes } from './inspect-file.ts'

interface StoredFile {
  readonly organization: string
  readonly original_filename: string
  readonly media_type: string
  readonly digest: string
}

export const fileContent: Route = {
  method: 'GET',
  path: '/api/v1/files/:key/content/',
  permission: 'signed-in',
  summary: 'Sends the bytes of a file, or of a picture its thumbnail of ?size=96, 320 or 1024.',
  run: async (ctx, call, reply) => {
    const found = await readableFile(call.params.key ?? '', ctx)
    const size = sizeOf(call.query.size)
    const variant = size === null || !isPicture(found.media_type) ? null : thumbnailName(size)
    const { store } = fileServices()
    const small = variant === null ? null : await store.find(ctx.tenantId, found.digest, variant)
    const bytes = small ?? (await store.find(ctx.tenantId, found.digest))
    if (bytes === null) throw new Refusal('kit.not_found')
    sendBytes(reply, found, bytes, small === null ? null : variant)
    return { handled: true }
  },
}

export const fileAddress: Route = {
  method: 'GET',
  path: '/api/v1/files/:key/access-url/',
  permission: 'signed-in',
  summary: 'Says where the bytes of a file are, if the caller may have them.',
  run: async (ctx, call) => {
    const id = call.params.key ?? ''
    await readableFile(id, ctx)
    return { status: 200, body: { download_url: `/api/v1/files/${id}/content/` } }
  },
}

const fileText = `select organization_id as organization, original_filename, media_type, digest
from file where tenant_id = $1 and id = $2`

/** The row may be of an organization the caller is no member of, while a product he sees shows it. */
async function readableFile(id: string, ctx: Context): Promise<StoredFile> {
  if (!isUuid(id)) throw new Refusal('kit.not_found')
  const link = await linkOf(id, ctx)
  const [found] = await ctx.withWholeTenant(() => ctx.rows<StoredFile>(fileText, [ctx.tenantId, id]))
  if (found === undefined || link === 'hidden') throw new Refusal('kit.not_found')
  if (link === null && !may(ctx.identity, permissionOf(file, 'view'), found.organization)) {
    throw new Refusal('kit.not_found')
  }
  return found
}

function sizeOf(given: unknown): number | null {
  if (given === undefined) return null
  const size = thumbnailSizes.find((known) => String(known) === given)
  if (size !== undefined) return size
  const parameters = { choices: thumbnailSizes.join(', ') }
  throw new Refusal('kit.invalid', {}, [{ pointer: 'size', code: 'kit.not_a_choice', parameters }])
}

/** Content never changes under its digest, and a browser never takes it for a page of ours. */
function sendBytes(reply: FastifyReply, found: StoredFile, bytes: StoredBytes, variant: string | null): void {
  const isShown = isPicture(found.media_type) || found.media_type === 'application/pdf'
  const name = encodeURIComponent(found.original_filename).replaceAll("'", '%27')
  reply
    .type(variant === null ? found.media_type : 'image/webp')
    .header('content-length', bytes.size)
    .header('etag', `"${found.digest}${variant === null ? '' : `.${variant}`}"`)
    .header('cache-control', 'private, max-age=86400, immutable')
    .header('content-disposition', `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
    .header('content-security-policy', `default-src 'none'; sandbox`)
    .send(bytes.stream())
}
