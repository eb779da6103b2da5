/** What the module audit states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { auditLog } from './audit-log.ts'
import { auditGerman } from './failures.de.ts'
import { auditFailures } from './failures.ts'

export const auditModule = contractModule('audit', {
  records: [auditLog],
  permissions: {
    'audit.view_personalvalues': [
      'See personal values in the audit trail',
      'Personenbezogene Werte im Prüfpfad: Ansehen',
    ],
    'audit.change_retention': ['Set how long the audit trail is kept', 'Aufbewahrung des Prüfpfads: Ändern'],
    'audit.erase_personalvalues': [
      'Erase personal values from the audit trail',
      'Personenbezogene Werte im Prüfpfad: Löschen',
    ],
  },
  failures: auditFailures,
  german: auditGerman,
})
