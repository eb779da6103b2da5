/** Everything the module audit says, in German. */
import type { ModuleTexts } from '#contract/kit/texts.ts'
import { auditGerman } from './failures.de.ts'
import type { auditFailures } from './failures.ts'
import type { auditLog } from './audit-log.ts'

interface Records {
  readonly audit_log: typeof auditLog
}

export const de: ModuleTexts<Records, typeof auditFailures> = {
  records: {
    audit_log: {
      label: ['Protokolleintrag', 'Änderungsprotokoll'],
      fields: {
        occurred_at: 'Zeitpunkt',
        user: 'Benutzer',
        actor_name: 'Wer',
        action: 'Vorgang',
        record: 'Datensatzart',
        record_id: 'Datensatz',
        record_label: 'Was',
        changes: 'Änderungen',
        context: 'Umstände',
      },
      choices: {
        action: {
          CREATE: 'Angelegt',
          UPDATE: 'Geändert',
          DELETE: 'Gelöscht',
          MOVE: 'Status gewechselt',
          LOGIN_SUCCESS: 'Angemeldet',
          LOGIN_FAILED: 'Anmeldung gescheitert',
          LOGOUT: 'Abgemeldet',
          PASSWORD_CHANGE: 'Passwort geändert',
          TOKEN_REUSED: 'Token zweimal verwendet',
          PERMISSION_ASSIGN: 'Recht erteilt',
          PERMISSION_REVOKE: 'Recht entzogen',
          EXPORT: 'Exportiert',
          IMPORT: 'Importiert',
          ERASE: 'Gelöscht (personenbezogen)',
        },
      },
      groups: { Details: 'Einzelheiten' },
    },
  },
  failures: auditGerman,
}
