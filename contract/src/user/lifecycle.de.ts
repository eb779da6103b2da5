/** What the records by which accounts begin and end are called in German. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { accountTemplate } from './account-template.ts'
import type { offboarding } from './offboarding.ts'

export interface LifecycleRecords {
  readonly account_template: typeof accountTemplate
  readonly offboarding: typeof offboarding
}

export const lifecycleTexts: RecordsTexts<LifecycleRecords> = {
  account_template: {
    label: ['Kontovorlage', 'Kontovorlagen'],
    fields: {
      name: 'Name',
      description: 'Beschreibung',
      kind: 'Art',
      roles: 'Rollen',
      role_organization: 'Rollen gelten in',
      includes_descendants: 'Reicht in Organisationen darunter',
      job_title: 'Stelle',
      department: 'Abteilung',
      site: 'Standort',
      manager: 'Vorgesetzt',
      language: 'Sprache',
      timezone: 'Zeitzone',
      preferences: 'Vorlieben',
      is_active: 'Aktiv',
    },
    choices: { kind: { internal: 'Intern', external: 'Extern' } },
    groups: { Roles: 'Rollen', Work: 'Arbeit', Localization: 'Sprache und Zeit' },
    help: {
      roles: 'Eine heikle wird wie immer beantragt.',
      role_organization: 'Sonst dort, wo arbeitet, wer einlädt.',
    },
  },
  offboarding: {
    label: ['Austritt', 'Austritte'],
    fields: {
      user: 'Benutzer',
      reason: 'Grund',
      leaves_on: 'Letzter Tag',
      successor: 'Nachfolge',
      status: 'Status',
      ticks: 'Abgehakt',
      completed_at: 'Abgeschlossen',
      completed_by: 'Abgeschlossen von',
    },
    choices: { status: { open: 'Offen', completed: 'Abgeschlossen', cancelled: 'Abgebrochen' } },
    moves: { complete: 'Abschließen', cancel: 'Abbrechen' },
    groups: { State: 'Zustand' },
    help: { successor: 'Übernimmt, wofür der Benutzer zuständig ist.' },
  },
}
