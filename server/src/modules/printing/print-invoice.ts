/** GET /api/v1/invoices/<id>/pdf/: the stored original of a posted invoice, a fresh preview of a draft. */
import type { FastifyReply } from 'fastify'
import type { Readable } from 'node:stream'
import { Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/printing/failures.ts'
import { invoice } from '#contract/sales/invoice.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import type { Caller, Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { tellEvents } from '#server/kit/events.ts'
import type { Call, Handled, Route } from '#server/kit/http/route.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readOne } from '#server/kit/query/read.ts'
import { type IssuedInvoice, invoiceAsIssued } from '#server/modules/sales/public.ts'
import { fileServices } from '#server/platform/file-services.ts'
import { PdfFailed } from '#server/platform/pdf/pdf-failure.ts'
import { invoicePaperOf } from './invoice-paper-of.ts'
import { PaperRefused } from './paper-refused.ts'
import { printingServices } from './printing-services.ts'
import { type InvoicePdf, renderInvoice } from './render-invoice.ts'
import { bytesOf, mediaType, storedPaper, storePaper } from './stored-paper.ts'

/** A draft is completed anew and its orders are locked for that, hence `write`. */
export const invoicePdf: Route = {
  method: 'GET',
  path: '/api/v1/invoices/:key/pdf/',
  permission: permissionOf(invoice, 'view'),
  mode: 'write',
  summary: 'Sends the PDF of an invoice: as it was issued, or of a draft as it would be.',
  run: sendPdf,
}

async function sendPdf(ctx: Context, call: Call, reply: FastifyReply): Promise<Handled> {
  const id = await resolveKey(invoice, call.params.key ?? '', ctx)
  const row = await readOne(invoice, id, ctx)
  const stored = row.status === 'posted' ? await storedPaper(id, ctx) : null
  const bytes = stored === null ? null : await bytesOf(stored.digest, ctx.tenantId)
  if (stored !== null) {
    if (bytes === null) refuse('printing.original_lost', { title: stored.title })
    else send(reply, stored.title, bytes.stream(), stored.digest)
    return { handled: true }
  }
  const issued = await invoiceAsIssued(id, ctx)
  const { identity, organizationId, request } = ctx
  // After the transaction: rendering takes its time, and holds neither locks nor a connection.
  ctx.afterCommit(() => {
    printAndSend(issued, { identity, organizationId, request }, reply).catch((error) => reply.send(error))
  })
  return { handled: true }
}

async function printAndSend(issued: IssuedInvoice, caller: Caller, reply: FastifyReply): Promise<void> {
  const { bytes, title } = await render(issued)
  if (!issued.isPosted) {
    send(reply, title, bytes, null)
    return
  }
  const { pool, now } = printingServices()
  const { tenantId } = caller.identity
  const digest = await fileServices().store.keep(tenantId, bytes)
  const stored = await inContext(pool, caller, now(), async (ctx) => {
    const { id: document, organization, frozen } = issued
    const paper = {
      documentKind: invoice.name,
      document,
      organization,
      title,
      digest,
      size: bytes.byteLength,
    }
    const kept = await storePaper({ ...paper, language: frozen.language }, ctx)
    await tellEvents(ctx)
    return kept
  })
  const original = stored.digest === digest ? bytes : (await bytesOf(stored.digest, tenantId))?.stream()
  send(reply, stored.title, original ?? bytes, stored.digest)
}

async function render(issued: IssuedInvoice): Promise<InvoicePdf> {
  try {
    return await renderInvoice(invoicePaperOf(issued), printingServices().printer)
  } catch (error) {
    if (error instanceof PaperRefused) {
      const faults = error.problems.map(({ pointer, detail }) => ({
        pointer,
        code: 'printing.paper_fault',
        parameters: { detail },
      }))
      throw new Refusal('printing.not_printable', {}, faults)
    }
    if (error instanceof PdfFailed) throw new Refusal('printing.printer_failed')
    throw error
  }
}

function send(reply: FastifyReply, title: string, bytes: Buffer | Readable, digest: string | null): void {
  const name = encodeURIComponent(`${title}.pdf`).replaceAll("'", '%27')
  if (digest !== null) reply.header('etag', `"${digest}"`)
  reply
    .type(mediaType)
    .header('cache-control', 'private, no-cache')
    .header('content-disposition', `inline; filename*=UTF-8''${name}`)
    .send(bytes)
}
