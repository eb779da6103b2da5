/** Who may have a printed paper: whoever may see the document it was printed of, and nobody else (FILE-05). */
import { permissionOf, tableOf } from '#contract/kit/resource.ts'
import { invoice } from '#contract/sales/invoice.ts'
import { quote } from '#server/kit/query/display.ts'
import { Parameters } from '#server/kit/query/parameters.ts'
import { visibleConditions } from '#server/kit/query/visible.ts'
import { may } from '#server/kit/rights.ts'
import { registerFileLinks } from '#server/modules/common/public.ts'

const papersText = `select file_id as file, document_id as document from printed_document
where tenant_id = $1 and file_id = any($2::uuid[]) and document_kind = $3`

interface Paper {
  readonly file: string
  readonly document: string
}

registerFileLinks(async (files, ctx) => {
  // What is hidden must be known also of organizations the caller does not reach: a verdict (DOMAIN 16).
  const values = [ctx.tenantId, files, invoice.name]
  const papers = await ctx.withWholeTenant(() => ctx.rows<Paper>(papersText, values))
  if (papers.length === 0) return []
  const documents = papers.map(({ document }) => document)
  const seen = new Set<string>()
  if (may(ctx.identity, permissionOf(invoice, 'view'))) {
    const parameters = new Parameters(ctx.tenantId, ctx.language)
    const conditions = visibleConditions(invoice, 'view', ctx.identity, parameters)
    const text = `select t.id from ${quote(tableOf(invoice))} t
where t.id = any(${parameters.add(documents, 'uuid[]')}) and ${conditions.join(' and ')}`
    for (const { id } of await ctx.rows<{ id: string }>(text, parameters.values)) seen.add(id)
  }
  return papers.map(({ file, document }) => [file, seen.has(document) ? 'shown' : 'hidden'] as const)
})
