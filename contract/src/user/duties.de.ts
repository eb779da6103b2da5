/** What the records of duties, second persons and reviews are called in German. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { dutyException } from './duty-exception.ts'
import type { dutyRule } from './duty-rule.ts'

interface Records {
  readonly duty_rule: typeof dutyRule
  readonly duty_exception: typeof dutyException
}

export const dutyTexts: RecordsTexts<Records> = {
  duty_rule: {
    label: ['Trennregel', 'Trennregeln'],
    fields: {
      code: 'Code',
      name: 'Name',
      title: 'Bezeichnung',
      description: 'Beschreibung',
      one_side: 'Eine Seite',
      other_side: 'Andere Seite',
      response: 'Folge',
      binds_administrators: 'Gilt auch für die Verwaltung',
      is_active: 'Aktiv',
    },
    choices: { response: { refuse: 'Ablehnen', approve: 'Freigabe verlangen', report: 'Nur berichten' } },
    groups: { Duties: 'Aufgaben', Response: 'Folge' },
    help: {
      code: 'Mit dem Code einer mitgelieferten Regel tritt Ihre an deren Stelle.',
      one_side: 'Wer eines davon darf …',
      other_side: '… soll nichts davon dürfen.',
      response: 'Was geschieht, wenn jemand beides bekäme.',
      binds_administrators: 'Gilt auch für den, der alles darf; sonst wird er nur berichtet.',
    },
  },
  duty_exception: {
    label: ['Ausnahme von der Aufgabentrennung', 'Ausnahmen von der Aufgabentrennung'],
    fields: {
      user: 'Benutzer',
      rule: 'Trennregel',
      reason: 'Grund',
      ends_at: 'Endet',
      status: 'Status',
      asked_by: 'Beantragt von',
      decided_by: 'Entschieden von',
      decided_at: 'Entschieden',
      decision: 'Begründung der Entscheidung',
    },
    choices: {
      status: { requested: 'Beantragt', approved: 'Freigegeben', rejected: 'Abgelehnt', ended: 'Beendet' },
    },
    moves: { approve: 'Freigeben', reject: 'Ablehnen', end: 'Beenden' },
    groups: { Decision: 'Entscheidung' },
    help: {
      reason: 'Warum es sein muss und was stattdessen darüber wacht.',
      ends_at: 'In einem Jahr, wenn nichts gesagt ist.',
    },
  },
}
