/** Everything the module transfer says, in German. */
import type { ModuleTexts } from '#contract/kit/texts.ts'
import { transferGerman } from './failures.de.ts'
import type { transferFailures } from './failures.ts'
import type { dataJob } from './data-job.ts'
import type { dataJobRow } from './data-job-row.ts'

interface Records {
  readonly data_job: typeof dataJob
  readonly data_job_row: typeof dataJobRow
}

export const de: ModuleTexts<Records, typeof transferFailures> = {
  records: {
    data_job: {
      label: ['Import oder Export', 'Importe und Exporte'],
      fields: {
        job_type: 'Art',
        record: 'Datensatzart',
        status: 'Status',
        is_dry_run: 'Probelauf',
        mapping: 'Spaltenzuordnung',
        input_params: 'Verlangt',
        strictness: 'Strenge',
        notation: 'Zahlen und Tage',
        total_rows: 'Zeilen',
        done_rows: 'Erledigt',
        loaded_rows: 'Geladen',
        unchanged_rows: 'Unverändert',
        skipped_rows: 'Übersprungen',
        failed_rows: 'Fehlgeschlagen',
        warning_rows: 'Mit Warnung',
        output_digest: 'SHA-256',
        output_bytes: 'Größe in Byte',
        output_url: 'Adresse der Datei',
        expires_at: 'Aufbewahrt bis',
        result_log: 'Ergebnisprotokoll',
        started_at: 'Begonnen',
        finished_at: 'Beendet',
      },
      choices: {
        job_type: { import: 'Import', export: 'Export' },
        status: {
          pending: 'Wartet',
          running: 'Läuft',
          completed: 'Fertig',
          failed: 'Fehlgeschlagen',
          cancelled: 'Abgebrochen',
        },
        is_dry_run: { yes: 'Ja', no: 'Nein' },
        strictness: { strict: 'Streng', normal: 'Üblich', lenient: 'Nachsichtig' },
        notation: {
          plain: '1234.56 · 2026-12-31',
          de: '1.234,56 · 31.12.2026',
          en: '1,234.56 · 31/12/2026',
        },
      },
    },
    data_job_row: {
      label: ['Importzeile', 'Importzeilen'],
      fields: {
        data_job: 'Import',
        row_number: 'Zeile',
        row_key: 'Zeilenschlüssel',
        outcome: 'Ergebnis',
        cells: 'Zellen',
        record_id: 'Datensatz',
        reason: 'Grund',
        errors: 'Fehler',
        warnings: 'Warnungen',
        is_warned: 'Mit Warnung',
      },
      choices: {
        outcome: {
          waiting: 'Wartet',
          loaded: 'Geladen',
          unchanged: 'Unverändert',
          skipped: 'Übersprungen',
          failed: 'Fehlgeschlagen',
        },
      },
    },
  },
  failures: transferGerman,
}
