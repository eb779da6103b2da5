/** Turns Typst templates into PDF in child processes, so that the memory it takes is never the server's. */
import { availableParallelism } from 'node:os'
import { ChildLost } from '#server/platform/child-pool/child-lost.ts'
import { type ChildFacts, ChildPool, type ChildPoolSettings } from '#server/platform/child-pool/child-pool.ts'
import { PdfFailed } from './pdf-failure.ts'
import type { PdfAnswer, PdfChildSettings, PdfJob } from './pdf-job.ts'

export interface PdfPrinterSettings
  extends PdfChildSettings,
    Partial<Pick<ChildPoolSettings, 'children' | 'timeoutMilliseconds' | 'idleMilliseconds'>> {
  readonly documentsPerChild?: number
}

export interface PdfPrinter {
  /** Rejects with PdfFailed. */
  print(job: PdfJob): Promise<Buffer>
  processes(): readonly ChildFacts[]
  close(): Promise<void>
}

/** One process, or two where there are more than two cores; none before the first document. */
const usualChildren = Math.min(2, Math.max(1, availableParallelism() - 1))

export function createPdfPrinter(settings: PdfPrinterSettings): PdfPrinter {
  const { workspace, fontFolders, children = usualChildren, documentsPerChild = 50, ...times } = settings
  const pool = new ChildPool<PdfJob, PdfAnswer>({
    program: new URL('./pdf-child.ts', import.meta.url),
    settings: { workspace, fontFolders },
    children,
    jobsPerChild: documentsPerChild,
    ...times,
  })
  return {
    async print(job) {
      const { pdf, problems } = await pool.run(job).catch(refuseLost)
      if (pdf === undefined) throw new PdfFailed('template_refused', problems)
      return Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
    },
    processes: () => pool.processes(),
    close: () => pool.close(),
  }
}

function refuseLost(error: unknown): never {
  if (error instanceof ChildLost) throw new PdfFailed(error.code, [error.message])
  throw error
}
