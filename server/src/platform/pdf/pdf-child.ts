/** The process that turns templates into PDF with Typst, one document at a time, for its parent. */
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { childSettings, serveJobs } from '#server/platform/child-pool/serve-jobs.ts'
import type { PdfAnswer, PdfChildSettings, PdfJob } from './pdf-job.ts'

const documentsKeptInCache = 2

const { workspace, fontFolders } = childSettings<PdfChildSettings>()
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [...fontFolders] }] })

serveJobs((job: PdfJob) => {
  const answer = print(job)
  compiler.evictCache(documentsKeptInCache)
  return answer
})

function print(job: PdfJob): PdfAnswer {
  const compiled = compiler.compile({
    mainFilePath: `${workspace}/${job.template}`,
    inputs: { data: JSON.stringify(job.data) },
  })
  const document = compiled.result
  if (compiled.hasError() || document === null) {
    const failure = compiled.takeError()
    const found = failure === null ? [] : compiler.fetchDiagnostics(failure)
    return { problems: found.map((each: { message: string }) => each.message) }
  }
  return exportPdf(document)
}

/** PDF/A-3b, tagged; Typst checks the standard while it writes and throws where the document breaks it. */
function exportPdf(document: NodeTypstDocument): PdfAnswer {
  try {
    return { pdf: compiler.pdf(document, { pdfStandard: 'a-3b' }) }
  } catch (error) {
    const report = String((error as Error).message)
    const messages = [...report.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '')
    return { problems: messages.length > 0 ? messages : [report] }
  }
}
