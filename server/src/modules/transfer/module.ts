/** Import and export of every record: CSV in and out, staged, resumable, with an account of every row. */
import type { Resource } from '#contract/kit/resource.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { listPath, type RecordName } from '#contract/record-names.ts'
import { dataJob, notations } from '#contract/transfer/data-job.ts'
import { dataJobRow } from '#contract/transfer/data-job-row.ts'
import { transferModule } from '#contract/transfer/module.ts'
import type { Route, Routes, Schema } from '#server/kit/http/route.ts'
import { serverModule } from '#server/kit/module.ts'
import { serve } from '#server/kit/served.ts'
import { cancelJob } from './background/cancel-job.ts'
import { jobOutput } from './background/output.ts'
import { exportForm, exportStarted, startExport } from './background/start-export.ts'
import { exportList } from './export-list.ts'
import { importerOf, isImportable } from './importer-of.ts'
import { strictnesses } from './job-log.ts'
import { encodings } from './read-csv.ts'
import { monitorRoutes } from './monitor/monitor-routes.ts'
import { startImport } from './start-import.ts'

/** A job and its rows hold what its owner may see, so they are shown to nobody else (JOB-13). */
const own = `created_by = nullif(current_setting('erp.user_id', true), '')::uuid`
const ownJobs = { condition: `(t.organization_id = any({organizations}) and t.${own})` }
const rowsOfOwnJobs = {
  condition: `(t.organization_id = any({organizations}) and exists (select from data_job j
    where j.tenant_id = t.tenant_id and j.id = t.data_job_id and j.${own}))`,
}

const outputUrl = `case when t.output_digest is not null and t.expires_at > now()
  then '/api/v1/data-jobs/' || t.id || '/output/' end`

export const transfer = serverModule({
  contract: transferModule,
  needs: ['common'],
  records: [
    serve(dataJob, { visible: ownJobs, expressions: { output_url: outputUrl } }),
    serve(dataJobRow, { visible: rowsOfOwnJobs }),
  ],
  routes: [jobOutput, cancelJob, ...monitorRoutes],
})

/** Export of every list, import into every record that the API writes. */
export function transferRoutes(records: readonly Resource[]): Routes {
  return records.filter((record) => record.partOf === undefined).flatMap((record) => routesOf(record))
}

const importForm: Schema = {
  type: 'object',
  required: ['file'],
  properties: {
    organization: { type: 'string', format: 'uuid' },
    mapping: { type: 'string', description: 'JSON: the field behind each column of the file.' },
    dry_run: { enum: ['true', 'false'] },
    strictness: {
      enum: strictnesses,
      description: 'Whether a finding is an error, a skipped row, or a value that is left out.',
    },
    notation: {
      enum: notations,
      description: 'How numbers and days are written: as programs do, or as people do in German or English.',
    },
    encoding: {
      enum: encodings,
      description: 'In which signs the file is written; UTF-8 where it is not said.',
    },
    file: { type: 'string', format: 'binary', description: 'CSV, after all other parts.' },
  },
}
const importStarted: Schema = {
  type: 'object',
  required: ['job_id', 'total_rows', 'warnings'],
  properties: {
    job_id: { type: 'string', format: 'uuid' },
    total_rows: { type: 'integer' },
    warnings: {
      type: 'array',
      items: { type: 'object', properties: { column: { type: 'string' }, code: { type: 'string' } } },
    },
  },
}

function routesOf(record: Resource): Route[] {
  const path = listPath(record.name as RecordName)
  const many = record.label[1].toLowerCase()
  const routes: Route[] = [
    {
      method: 'GET',
      path: `${path}export/`,
      permission: permissionOf(record, 'export'),
      mode: 'write', // the export itself is written to the audit trail
      summary: `Exports ${many} as CSV.`,
      run: (ctx, call, reply) => exportList(record, ctx, call, reply),
    },
    {
      method: 'POST',
      path: `${path}export/`,
      permission: permissionOf(record, 'export'),
      body: exportForm,
      status: 202,
      answer: exportStarted,
      summary: `Exports ${many} as CSV in the background, with the search and filters of the list.`,
      run: (ctx, call) => startExport(record, ctx, call),
    },
  ]
  if (!isImportable(record)) return routes
  routes.push(
    {
      method: 'GET',
      path: `${path}import/`,
      permission: permissionOf(record, 'import'),
      summary: `Names the columns an import of ${many} understands.`,
      run: async () => {
        const { columns, key } = importerOf(record)
        return { status: 200, body: { columns, key } }
      },
    },
    {
      method: 'POST',
      path: `${path}import/`,
      permission: permissionOf(record, 'import'),
      takesFile: true,
      body: importForm,
      status: 202,
      answer: importStarted,
      summary: `Imports ${many} from CSV in the background.`,
      run: (ctx, call) => startImport(record, ctx, call),
    },
  )
  return routes
}
