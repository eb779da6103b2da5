/** Reads the one file of a multipart request, before any transaction is open: clients may be slow. */
import { createHash } from 'node:crypto'
import type { FastifyError, FastifyRequest } from 'fastify'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { fileServices } from '#server/platform/file-services.ts'

export interface Upload {
  readonly filename: string
  readonly bytes: Buffer
  /** SHA-256 of the bytes: what a repeated request is known by. */
  readonly digest: string
  /** The text fields beside it that came before it. */
  readonly fields: Readonly<Record<string, string>>
}

export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) {
    const given = String(request.headers['content-type'] ?? 'nothing')
    throw new Refusal('kit.wrong_content_type', { expected: 'multipart/form-data', given })
  }
  const fileSize = fileServices().settings.mostMegabytes * 1024 * 1024
  const part = await request.file({ limits: { fileSize } }).catch(refuseUnreadable)
  if (part === undefined) {
    throw invalid('/file', 'kit.required')
  }
  const bytes = await part.toBuffer().catch(refuseUnreadable)
  const fields: Record<string, string> = {}
  for (const [name, field] of Object.entries(part.fields)) {
    if (field !== undefined && 'value' in field && typeof field.value === 'string') fields[name] = field.value
  }
  const digest = createHash('sha256').update(bytes).digest('hex')
  return { filename: cleanName(part.filename), bytes, digest, fields }
}

/** A form without its boundary or its end, or with too many parts; only its size is told apart. */
function refuseUnreadable(error: FastifyError): never {
  if (error.code === 'FST_REQ_FILE_TOO_LARGE') {
    throw new Refusal('kit.too_large', { limit: `${fileServices().settings.mostMegabytes} MB` })
  }
  throw new Refusal('kit.malformed', { reason: 'the form is not whole, or has too many parts' })
}

/** The last part of a path, without what no name should have. */
function cleanName(filename: string): string {
  const name = filename.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  return name.replace(/[\u0000-\u001f\u007f]/g, '').slice(-255) || 'file'
}
