/** What the records of duties, second persons and reviews are called in German. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { accessReview } from './access-review.ts'
import type { accessReviewLine } from './access-review-line.ts'
import type { dualControl } from './dual-control.ts'
import type { dutyException } from './duty-exception.ts'
import type { dutyRule } from './duty-rule.ts'
import type { pendingAction } from './pending-action.ts'

export interface DutyRecords {
  readonly duty_rule: typeof dutyRule
  readonly duty_exception: typeof dutyException
  readonly dual_control: typeof dualControl
  readonly pending_action: typeof pendingAction
  readonly access_review: typeof accessReview
  readonly access_review_line: typeof accessReviewLine
}

export const dutyTexts: RecordsTexts<DutyRecords> = {
  duty_rule: {
    label: ['Trennregel', 'Trennregeln'],
    fields: {
      code: 'Code',
      name: 'Name',
      title: 'Bezeichnung',
      description: 'Beschreibung',
      descriptions: 'Beschreibungen je Sprache',
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
  dual_control: {
    label: ['Vier-Augen-Regel', 'Vier-Augen-Regeln'],
    fields: {
      permission: 'Aktion',
      hours: 'Stunden zum Bestätigen',
      note: 'Notiz',
      status: 'Status',
    },
    choices: { status: { inactive: 'Aus', active: 'An' } },
    moves: { activate: 'Einschalten', deactivate: 'Ausschalten' },
    groups: {},
    help: { permission: 'Die Berechtigung der Aktion: user.approve_roleassignment.' },
  },
  pending_action: {
    label: ['Wartende Aktion', 'Wartende Aktionen'],
    fields: {
      permission: 'Aktion',
      place: 'Organisation',
      row: 'Zeile',
      asked_by: 'Begonnen von',
      expires_at: 'Zu bestätigen bis',
      status: 'Status',
      decided_by: 'Entschieden von',
      decided_at: 'Entschieden',
      reason: 'Grund',
    },
    choices: {
      status: {
        pending: 'Wartet',
        confirmed: 'Bestätigt',
        refused: 'Abgelehnt',
        withdrawn: 'Zurückgezogen',
      },
    },
    groups: { Decision: 'Entscheidung' },
    help: { row: 'Worum es geht: der Schlüssel in der Adresse.' },
  },
  access_review: {
    label: ['Zugriffsprüfung', 'Zugriffsprüfungen'],
    fields: {
      name: 'Name',
      reviewer: 'Prüfer',
      deputy: 'Stellvertretung',
      covers: 'Umfang',
      role: 'Nur diese Rolle',
      user: 'Nur dieser Benutzer',
      only_critical: 'Nur Kritisches',
      starts_on: 'Beginnt von selbst am',
      due_date: 'Fällig',
      remind_days: 'Tage vorher erinnern',
      if_late: 'Bei Verspätung',
      repeat_months: 'Wieder nach Monaten',
      status: 'Status',
      started_at: 'Begonnen',
      completed_at: 'Abgeschlossen',
      reminded_at: 'Zuletzt erinnert',
      follows: 'Folgt auf',
      line_count: 'Zeilen',
      open_count: 'Offen',
      withdrawn_count: 'Entzogen',
    },
    choices: {
      covers: { everything: 'Alles', memberships: 'Mitgliedschaften', assignments: 'Zuweisungen' },
      if_late: { remind: 'Erinnern', withdraw: 'Entziehen' },
      status: { draft: 'Entwurf', open: 'Offen', completed: 'Abgeschlossen', cancelled: 'Abgebrochen' },
    },
    moves: { start: 'Beginnen', complete: 'Abschließen', cancel: 'Abbrechen' },
    groups: { 'What is reviewed': 'Was geprüft wird', Time: 'Zeit', State: 'Stand' },
    help: {
      deputy: 'Entscheidet, was der Prüfer selbst hat; niemand prüft Eigenes.',
      only_critical: 'Heikle Rollen, Erhöhungen und was eine Trennregel verletzt.',
      if_late: 'Was eine Woche nach dem Termin offen ist: wieder erinnern oder entziehen.',
    },
  },
  access_review_line: {
    label: ['Zeile einer Zugriffsprüfung', 'Zeilen von Zugriffsprüfungen'],
    fields: {
      review: 'Zugriffsprüfung',
      user: 'Benutzer',
      role: 'Rolle',
      kind: 'Art',
      basis: 'Mitgliedschaft oder Zuweisung',
      ends_at: 'Endet',
      reason: 'Grund',
      conflicts: 'Verletzte Trennregeln',
      decision: 'Entscheidung',
      comment: 'Bemerkung',
      decided_by: 'Entschieden von',
      decided_at: 'Entschieden',
    },
    choices: {
      kind: { membership: 'Mitgliedschaft', regular: 'Zuweisung', elevation: 'Erhöhung' },
      decision: { open: 'Offen', keep: 'Behalten', withdraw: 'Entziehen' },
    },
    groups: { Decision: 'Entscheidung' },
  },
}
