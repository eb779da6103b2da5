/** German words of the module products: taxes. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { taxJurisdiction } from './tax-jurisdiction.ts'
import type { taxCategory } from './tax-category.ts'
import type { taxRate } from './tax-rate.ts'

interface Records {
  readonly tax_jurisdiction: typeof taxJurisdiction
  readonly tax_category: typeof taxCategory
  readonly tax_rate: typeof taxRate
}

export const taxesGerman: RecordsTexts<Records> = {
  tax_jurisdiction: {
    label: ['Steuergebiet', 'Steuergebiete'],
    fields: {
      code: 'Code',
      name: 'Name',
      names: 'Namen je Sprache',
      jurisdiction_type: 'Ebene',
      parent: 'Übergeordnet',
      is_active: 'Aktiv',
      custom_fields: 'Eigene Felder',
    },
    choices: {
      jurisdiction_type: {
        COUNTRY: 'Land',
        STATE_PROVINCE: 'Bundesland',
        COUNTY: 'Kreis',
        CITY: 'Gemeinde',
        OTHER: 'Sonstige',
      },
    },
  },
  tax_category: {
    label: ['Steuerklasse', 'Steuerklassen'],
    fields: {
      code: 'Code',
      name: 'Name',
      names: 'Namen je Sprache',
      description: 'Beschreibung',
      descriptions: 'Beschreibungen je Sprache',
      is_active: 'Aktiv',
      custom_fields: 'Eigene Felder',
    },
    choices: {},
  },
  tax_rate: {
    label: ['Steuersatz', 'Steuersätze'],
    fields: {
      code: 'Code',
      name: 'Name',
      names: 'Namen je Sprache',
      jurisdiction: 'Steuergebiet',
      tax_category: 'Steuerklasse',
      category: 'Kategorie nach EN 16931',
      rate: 'Satz',
      tax_type: 'Steuerart',
      exemption_code: 'Befreiungscode',
      exemption_text: 'Befreiungstext',
      book_keeping_key: 'Buchungsschlüssel',
      is_compound: 'Auf andere Steuern',
      priority: 'Rang',
      valid_from: 'Gültig ab',
      valid_to: 'Gültig bis',
      is_active: 'Aktiv',
      custom_fields: 'Eigene Felder',
    },
    choices: {
      category: {
        S: 'S: Normaler oder ermäßigter Satz',
        Z: 'Z: Nullsatz',
        E: 'E: Steuerbefreit',
        AE: 'AE: Umkehr der Steuerschuld',
        K: 'K: Innergemeinschaftliche Lieferung',
        G: 'G: Ausfuhr',
        O: 'O: Nicht steuerbar',
      },
      tax_type: {
        VAT: 'Umsatzsteuer',
        GST: 'Waren- und Dienstleistungssteuer',
        SALES: 'Verkaufsteuer',
        OTHER: 'Sonstige',
      },
    },
    groups: { Exemption: 'Befreiung', Validity: 'Gültigkeit', Compound: 'Zusammengesetzt' },
    help: {
      code: 'Steht in den Büchern, zum Beispiel DE-S-19.',
      rate: 'Dateien und Programme schreiben 19 % als 0.19.',
    },
  },
}
