/** The bytes of a file for whoever holds an address of it that is still good; nothing else opens them. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '#contract/kit/failure.ts'
import type { PlainRoute, Server } from '#server/kit/http/route.ts'
import { isPicture } from '#server/modules/common/file-type.ts'
import { thumbnailName } from '#server/modules/common/inspect-file.ts'
import { addressKeys } from '#server/platform/address-keys.ts'
import { inTransaction } from '#server/platform/database.ts'
import { fileServices } from '#server/platform/file-services.ts'
import type { StoredBytes } from '#server/platform/files.ts'
import type { RateLimits } from '#server/platform/rate-limits.ts'
import { type Addressed, readAddress } from './file-address.ts'

export const fileBytes: PlainRoute = {
  method: 'GET',
  path: '/api/v1/files/:key/bytes/',
  permission: 'open',
  summary: 'Sends the bytes of a file to whoever holds an address of it, as rows and access-url/ give them.',
}

type Limits = Pick<RateLimits, 'stranger' | 'known'>

/** Straight on Fastify: the address says who asked, whoever sends it now. */
export function addFileBytes({ application, pool, now }: Server, limits: Limits): void {
  application.get(fileBytes.path, async (request: FastifyRequest, reply: FastifyReply) => {
    const { key = '' } = request.params as { key?: string }
    const query = request.query as Readonly<Record<string, unknown>>
    const addressed = await readAddress(key, query, addressKeys(), now())
    if (addressed === null) {
      await limits.stranger(request)
      throw new Refusal('common.address_over')
    }
    // One page of a list is many pictures: they count apart from its reader's requests.
    await limits.known(request, 'session', `files of ${addressed.account}`)
    const found = await storedFile(addressed, pool)
    const { store } = fileServices()
    const variant = addressed.size === '' ? null : thumbnailName(Number(addressed.size))
    const small = variant === null ? null : await store.find(addressed.tenant, found.digest, variant)
    const bytes = small ?? (await store.find(addressed.tenant, found.digest))
    if (bytes === null) throw new Refusal('kit.not_found')
    const seconds = Math.max(0, Math.floor(addressed.until - now().getTime() / 1000))
    return send(reply, found, bytes, small === null ? null : variant, seconds)
  })
}

interface StoredFile {
  readonly original_filename: string
  readonly media_type: string
  readonly digest: string
}

const wholeTenantText = `select set_config('erp.org_ids', ids, true), set_config('erp.use_ids', ids, true)
  from (select string_agg(id::text, ',') as ids from kontor.tenant_organizations() as id) as whole`
const fileText = `select f.original_filename, f.media_type, f.digest from file f
  where f.tenant_id = $1 and f.id = $2
    and exists (select from user_account u where u.tenant_id = $1 and u.id = $3 and u.status = 'active')`

/** A file that is gone and an account that is closed end every address at once. */
async function storedFile({ tenant, file, account }: Addressed, pool: Server['pool']): Promise<StoredFile> {
  const settings = {
    tenantId: tenant,
    organizationId: null,
    organizationIds: [],
    usableIds: [],
    userId: account,
  }
  const [found] = await inTransaction(
    pool,
    settings,
    async (transaction) => {
      void transaction.rows(wholeTenantText, [])
      return transaction.rows<StoredFile>(fileText, [tenant, file, account])
    },
    'read',
  )
  if (found === undefined) throw new Refusal('kit.not_found')
  return found
}

/** Content never changes under its address, and a browser never takes it for a page of ours. */
function send(
  reply: FastifyReply,
  found: StoredFile,
  bytes: StoredBytes,
  variant: string | null,
  seconds: number,
): FastifyReply {
  const isShown = isPicture(found.media_type) || found.media_type === 'application/pdf'
  const name = encodeURIComponent(found.original_filename).replaceAll("'", '%27')
  return reply
    .type(variant === null ? found.media_type : 'image/webp')
    .header('content-length', bytes.size)
    .header('etag', `"${found.digest}${variant === null ? '' : `.${variant}`}"`)
    .header('cache-control', `private, max-age=${seconds}, immutable`)
    .header('content-disposition', `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
    .header('content-security-policy', `default-src 'none'; sandbox`)
    .send(bytes.stream())
}
