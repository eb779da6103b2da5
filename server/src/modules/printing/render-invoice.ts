/** Turns a posted invoice into its PDF: the same paper always gives the same bytes. */
import { fileURLToPath } from 'node:url'
import {
  createPdfPrinter,
  type PdfPrinter,
  type PdfPrinterSettings,
} from '#server/platform/pdf/pdf-printer.ts'
import { checkInvoicePaper } from './check-invoice-paper.ts'
import { paperFontFolders } from './fonts.ts'
import type { InvoicePaper } from './invoice-paper.ts'
import { invoiceView } from './invoice-view.ts'
import { InexactFigure } from './paper-format.ts'
import { PaperRefused } from './paper-refused.ts'
import { makePrintable } from './printable.ts'

export interface InvoicePdf {
  readonly bytes: Buffer
  readonly title: string
  /** Characters no font of ours has; where they stood, the paper shows a replacement mark. */
  readonly unprintable: readonly string[]
}

/** The printer of this module's templates; the server makes one and closes it when it stops. */
export function createPaperPrinter(
  patience: Pick<PdfPrinterSettings, 'timeoutMilliseconds'> = {},
): PdfPrinter {
  return createPdfPrinter({
    ...patience,
    workspace: fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, ''),
    fontFolders: paperFontFolders,
  })
}

/** Refuses with PaperRefused what must not be printed; fails with PdfFailed where printing itself fails. */
export async function renderInvoice(paper: InvoicePaper, printer: PdfPrinter): Promise<InvoicePdf> {
  const { view, unprintable } = makePrintable(viewOf(checkInvoicePaper(paper)))
  const bytes = await printer.print({ template: 'invoice.typ', data: view })
  return { bytes, title: view.title, unprintable }
}

function viewOf(paper: InvoicePaper) {
  try {
    return invoiceView(paper)
  } catch (error) {
    if (error instanceof InexactFigure) throw new PaperRefused([{ pointer: '', detail: error.message }])
    throw error
  }
}
