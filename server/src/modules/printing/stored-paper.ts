/** Documents as they were issued: the bytes of the first rendering, found again by document (DOMAIN 12). */
import { file } from '#contract/common/file.ts'
import type { Context } from '#server/kit/context.ts'
import { prepare } from '#server/kit/write/prepare.ts'
import { write } from '#server/kit/write/save.ts'
import { fileServices } from '#server/platform/file-services.ts'

export const mediaType = 'application/pdf'

export interface StoredPaper {
  readonly title: string
  readonly digest: string
}

export interface NewPaper extends StoredPaper {
  readonly documentKind: string
  readonly document: string
  readonly organization: string
  readonly language: string
  readonly size: number
}

const findText = `select d.title, d.digest from printed_document d
where d.tenant_id = $1 and d.document_id = $2 and d.media_type = $3 order by d.created_at limit 1`

export async function storedPaper(document: string, ctx: Context): Promise<StoredPaper | null> {
  const [row] = await ctx.rows<StoredPaper>(findText, [ctx.tenantId, document, mediaType])
  return row ?? null
}

const lockText = 'select pg_advisory_xact_lock(hashtextextended($1, 32))'
const insertText = `insert into printed_document (tenant_id, organization_id, document_kind, document_id, title,
  language, media_type, size_bytes, digest, file_id, created_by, updated_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`

/** Of two that render at once the first is the original; gives what is stored now. */
export async function storePaper(paper: NewPaper, ctx: Context): Promise<StoredPaper> {
  const { document, organization, title, language, size, digest } = paper
  await ctx.rows(lockText, [document])
  const known = await storedPaper(document, ctx)
  if (known !== null) return known
  const draft = await prepare(file, {}, 'create', null, organization, ctx)
  Object.assign(draft.values, {
    original_filename: `${title}.pdf`,
    media_type: mediaType,
    size_bytes: size,
    digest,
    width: null,
    height: null,
  })
  await write(file, [draft], ctx)
  const values = [organization, paper.documentKind, document, title, language, mediaType, size, digest]
  await ctx.rows(insertText, [ctx.tenantId, ...values, draft.id, ctx.identity.userId])
  return { title, digest }
}

/** Null where the file store lost them. */
export function bytesOf(digest: string, tenant: string) {
  return fileServices().store.find(tenant, digest)
}
