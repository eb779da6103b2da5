/** What the module audit states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { auditLog } from './audit-log.ts'
import { auditGerman } from './failures.de.ts'
import { auditFailures } from './failures.ts'

export const auditModule = contractModule('audit', {
  records: [auditLog],
  permissions: ['audit.view_personalvalues', 'audit.erase_personalvalues', 'audit.change_retention'],
  failures: auditFailures,
  german: auditGerman,
})
