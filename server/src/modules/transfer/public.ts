/** What other parts of the server may use of transfer: the work of its background jobs. */
export { sweepOutputs } from './background/output.ts'
export { runExport } from './background/run-export.ts'
export type { Run } from './job-log.ts'
export { runImport } from './run-import.ts'
