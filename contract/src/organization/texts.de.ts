/** Everything the module organization says, in German. */
import type { ModuleTexts } from '#contract/kit/texts.ts'
import { organizationGerman } from './failures.de.ts'
import type { organizationFailures } from './failures.ts'
import type { organizationType } from './organization-type.ts'
import type { organization } from './organization.ts'
import type { organizationMembership } from './organization-membership.ts'
import type { vatRegistration } from './vat-registration.ts'
import type { bankAccount } from './bank-account.ts'
import type { fiscalPeriod } from './fiscal-period.ts'
import type { fiscalYear } from './fiscal-year.ts'

interface Records {
  readonly organization_type: typeof organizationType
  readonly organization: typeof organization
  readonly organization_membership: typeof organizationMembership
  readonly vat_registration: typeof vatRegistration
  readonly bank_account: typeof bankAccount
  readonly fiscal_year: typeof fiscalYear
  readonly fiscal_period: typeof fiscalPeriod
}

export const de: ModuleTexts<Records, typeof organizationFailures> = {
  records: {
    organization_type: {
      label: ['Organisationsart', 'Organisationsarten'],
      fields: {
        name: 'Name',
        names: 'Namen je Sprache',
        description: 'Beschreibung',
        descriptions: 'Beschreibungen je Sprache',
        is_internal: 'Intern',
      },
      choices: {},
    },
    organization: {
      label: ['Organisation', 'Organisationen'],
      fields: {
        name: 'Name',
        code: 'Code',
        organization_type: 'Art',
        status: 'Status',
        parent: 'Übergeordnet',
        is_legal_entity: 'Rechtsträger',
        legal_entity: 'Gehört zum Rechtsträger',
        effective_date: 'Gültig ab',
        end_date: 'Gültig bis',
        primary_contact: 'Hauptansprechpartner',
        primary_address: 'Hauptanschrift',
        currency: 'Hauswährung',
        timezone: 'Zeitzone',
        language: 'Sprache',
        elevation_days: 'Längste Erhöhung der Rechte',
        self_registration: 'Selbstregistrierung',
        password_days: 'Passwort gilt',
        tax_number: 'Steuernummer',
        register_entry: 'Handelsregister',
        email: 'E-Mail',
        phone: 'Telefon',
        website: 'Webseite',
        tags: 'Schlagwörter',
        metadata: 'Weitere Angaben',
        custom_fields: 'Eigene Felder',
      },
      choices: {
        status: { active: 'Aktiv', inactive: 'Inaktiv', archived: 'Archiviert' },
      },
      groups: {
        Dates: 'Daten',
        'Primary links': 'Hauptverknüpfungen',
        Localization: 'Sprache und Zeit',
        Legal: 'Rechtliches',
        Access: 'Zugriff',
        'Other data': 'Weitere Angaben',
      },
      help: {
        elevation_days: 'In Tagen; leer gilt der Wert von oben, sonst 30.',
        self_registration: 'Der Firma: Leute dürfen um Konten bitten.',
        password_days: 'Der Firma, in Tagen; leer gilt es immer.',
      },
    },
    organization_membership: {
      label: ['Mitgliedschaft', 'Mitgliedschaften'],
      fields: {
        user: 'Benutzer',
        role: 'Rolle',
        includes_descendants: 'Gilt auch für untergeordnete Organisationen',
        is_active: 'Aktiv',
        is_default: 'Standard',
        join_date: 'Dabei seit',
      },
      choices: {},
    },
    vat_registration: {
      label: ['USt-Registrierung', 'USt-Registrierungen'],
      fields: {
        country: 'Land',
        vat_id: 'USt-IdNr.',
        valid_from: 'Gültig ab',
        valid_to: 'Gültig bis',
      },
      choices: {},
    },
    bank_account: {
      label: ['Bankkonto', 'Bankkonten'],
      fields: {
        holder: 'Kontoinhaber',
        bank: 'Bank',
        iban: 'IBAN',
        bic: 'BIC',
        currency: 'Währung',
        is_default: 'Steht auf Rechnungen',
      },
      choices: {},
    },
    fiscal_year: {
      label: ['Geschäftsjahr', 'Geschäftsjahre'],
      fields: { code: 'Code', starts_on: 'Erster Tag', ends_on: 'Letzter Tag', periods: 'Perioden' },
      choices: {},
    },
    fiscal_period: {
      label: ['Periode', 'Perioden'],
      fields: {
        fiscal_year: 'Geschäftsjahr',
        number: 'Nummer',
        starts_on: 'Erster Tag',
        ends_on: 'Letzter Tag',
        is_stock_open: 'Lager offen',
        is_sales_open: 'Verkauf offen',
        is_purchasing_open: 'Einkauf offen',
      },
      choices: {},
    },
  },
  failures: organizationGerman,
}
