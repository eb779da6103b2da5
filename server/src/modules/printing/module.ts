/** Documents on paper, kept as they were issued. */
import { printedDocument } from '#contract/printing/printed-document.ts'
import { printingModule } from '#contract/printing/module.ts'
import { serverModule } from '#server/kit/module.ts'
import { serve } from '#server/kit/served.ts'
import './paper-links.ts'
import { invoicePdf } from './print-invoice.ts'

export const printing = serverModule({
  contract: printingModule,
  needs: ['common', 'sales'],
  records: [serve(printedDocument)],
  routes: [invoicePdf],
})
