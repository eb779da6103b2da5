/** What the module organization refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { organizationFailures } from './failures.ts'

export const organizationGerman: FailureTexts<typeof organizationFailures> = {
  'organization.parent_missing': {
    text: 'Sagen Sie, unter welcher Organisation die neue steht.',
    help: 'Eine eigene Firma mit eigenen Benutzern richtet ein, wer die Installation betreibt.',
  },
  'organization.root_stays': { text: 'Die oberste Organisation bleibt, wo sie ist, und bleibt aktiv.' },
  'organization.has_documents': {
    text: '{organization} hat Belege oder Bestand: Rechtsträger und Währung bleiben.',
    help: 'Archivieren Sie sie und legen Sie eine neue Organisation an der richtigen Stelle an.',
  },
  'organization.currency_missing': { text: 'Ein Rechtsträger braucht eine Währung.' },
  'organization.not_a_legal_entity': { text: 'Das gehört zu einem Rechtsträger.' },
  'organization.no_legal_entity': {
    text: '{organization} gehört zu keinem Rechtsträger.',
    help: 'Kennzeichnen Sie sie oder eine übergeordnete Organisation als Rechtsträger.',
  },
  'organization.no_fiscal_year': {
    text: 'Dieses Geschäftsjahr gibt es nicht.',
    help: 'Legen Sie es zuerst unter Geschäftsjahre an.',
  },
  'organization.membership_exists': { text: 'Der Benutzer ist schon Mitglied dieser Organisation.' },
  'organization.vat_id_wrong': { text: 'Das ist keine USt-IdNr. von {country}.' },
  'organization.vat_registration_overlaps': {
    text: 'Für diese Zeit gibt es in {country} schon eine Registrierung.',
  },
  'organization.fiscal_year_overlaps': { text: 'Für einige dieser Tage gibt es schon ein Geschäftsjahr.' },
  'organization.period_outside_year': { text: 'Eine Periode liegt in ihrem Geschäftsjahr.' },
  'organization.periods_overlap': { text: 'Einige dieser Tage hat schon eine andere Periode.' },
  'organization.iban_wrong': { text: 'Die Prüfziffern dieser IBAN stimmen nicht.' },
}
