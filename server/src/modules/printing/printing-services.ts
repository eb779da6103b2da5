/** The printer and the database of this process, opened once at start: rendering never holds a transaction. */
import { refuse } from '#contract/printing/failures.ts'
import type { Pool } from '#server/platform/database.ts'
import type { PdfPrinter } from '#server/platform/pdf/pdf-printer.ts'
import { createPaperPrinter } from './render-invoice.ts'

export interface PrintingServices {
  readonly pool: Pool
  readonly now: () => Date
  readonly printer: PdfPrinter
}

let opened: PrintingServices | null = null

/** Call before the first request; `close` when the last one is answered. No process starts before a document. */
export function openPrinting(parts: Omit<PrintingServices, 'printer'>): { close(): Promise<void> } {
  const services = { ...parts, printer: createPaperPrinter() }
  opened = services
  return { close: () => services.printer.close() }
}

export function printingServices(): PrintingServices {
  return opened ?? refuse('printing.printer_failed')
}
