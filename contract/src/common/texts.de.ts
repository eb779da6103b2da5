/** Everything the module common says, in German. */
import type { ModuleTexts } from '#contract/kit/texts.ts'
import { commonGerman } from './failures.de.ts'
import type { commonFailures } from './failures.ts'
import type { address } from './address.ts'
import type { country } from './country.ts'
import type { currency } from './currency.ts'
import type { unit } from './unit.ts'
import type { unitConversion } from './unit-conversion-record.ts'
import type { tag } from './tag.ts'
import type { customFieldDefinition } from './custom-field-definition.ts'
import type { file } from './file.ts'
import type { status } from './status.ts'

interface Records {
  readonly address: typeof address
  readonly country: typeof country
  readonly currency: typeof currency
  readonly unit: typeof unit
  readonly unit_conversion: typeof unitConversion
  readonly tag: typeof tag
  readonly custom_field_definition: typeof customFieldDefinition
  readonly file: typeof file
  readonly status: typeof status
}

export const de: ModuleTexts<Records, typeof commonFailures> = {
  records: {
    address: {
      label: ['Adresse', 'Adressen'],
      fields: {
        street_address_1: 'Straße und Hausnummer',
        street_address_2: 'Adresszusatz',
        city: 'Ort',
        state: 'Bundesland',
        postal_code: 'Postleitzahl',
        country: 'Land',
        latitude: 'Breitengrad',
        longitude: 'Längengrad',
        status: 'Status',
        custom_fields: 'Eigene Felder',
      },
      choices: {
        status: { active: 'Aktiv', inactive: 'Inaktiv', archived: 'Archiviert' },
      },
      groups: { Position: 'Lage' },
    },
    country: {
      label: ['Land', 'Länder'],
      fields: {
        code: 'Code',
        name: 'Name',
        is_european_union: 'Europäische Union',
      },
      choices: {},
    },
    currency: {
      label: ['Währung', 'Währungen'],
      fields: {
        code: 'Code',
        name: 'Name',
        names: 'Namen je Sprache',
        symbol: 'Zeichen',
        numeric_code: 'Numerischer Code',
        decimal_places: 'Nachkommastellen',
        is_active: 'Aktiv',
        custom_fields: 'Eigene Felder',
      },
      choices: {},
    },
    unit: {
      label: ['Einheit', 'Einheiten'],
      fields: {
        code: 'Code',
        name: 'Name',
        names: 'Namen je Sprache',
        uom_type: 'Art der Größe',
        symbol: 'Kurzzeichen',
        symbols: 'Kurzzeichen je Sprache',
        rec20: 'UN/ECE Rec 20',
        decimal_places: 'Nachkommastellen',
        is_active: 'Aktiv',
        custom_fields: 'Eigene Felder',
      },
      choices: {
        uom_type: {
          Length: 'Länge',
          Mass: 'Masse',
          Volume: 'Volumen',
          Count: 'Anzahl',
          Time: 'Zeit',
          Area: 'Fläche',
          Other: 'Sonstige',
        },
      },
      help: {
        rec20: 'Wird zum Berechnen gebraucht.',
        symbol: 'Was hinter einer Menge steht. Leer: der Code.',
      },
    },
    unit_conversion: {
      label: ['Umrechnung', 'Umrechnungen'],
      fields: {
        unit: 'Einheit',
        into_unit: 'In Einheit',
        numerator: 'Zähler',
        denominator: 'Nenner',
        product: 'Artikel',
        lot: 'Charge',
      },
      choices: {},
    },
    tag: {
      label: ['Schlagwort', 'Schlagwörter'],
      fields: {
        name: 'Name',
        slug: 'Kurzname',
        custom_fields: 'Eigene Felder',
      },
      choices: {},
    },
    custom_field_definition: {
      label: ['Eigenes Feld', 'Eigene Felder'],
      fields: {
        record: 'Datensatzart',
        name: 'Name',
        title: 'Bezeichnung',
        field_type: 'Typ',
        choices: 'Auswahlwerte',
        is_required: 'Pflichtfeld',
        position: 'Position',
        help_text: 'Hilfetext',
      },
      choices: {
        field_type: {
          text: 'Text',
          integer: 'Ganze Zahl',
          decimal: 'Dezimalzahl',
          flag: 'Ja/Nein',
          date: 'Datum',
          choice: 'Auswahl',
        },
      },
    },
    file: {
      label: ['Datei', 'Dateien'],
      fields: {
        original_filename: 'Dateiname',
        media_type: 'Dateityp',
        size_bytes: 'Größe in Byte',
        digest: 'SHA-256',
        file_size_display: 'Größe',
        download_url: 'Adresse für einige Minuten',
        width: 'Breite',
        height: 'Höhe',
        tags: 'Schlagwörter',
        custom_fields: 'Eigene Felder',
      },
      choices: {},
    },
    status: {
      label: ['Status', 'Status'],
      fields: {
        slug: 'Kurzname',
        name: 'Name',
        names: 'Namen je Sprache',
        description: 'Beschreibung',
        descriptions: 'Beschreibungen je Sprache',
        category: 'Kategorie',
        color: 'Farbe',
        is_active: 'Aktiv',
        custom_fields: 'Eigene Felder',
      },
      choices: {},
      groups: { Categorization: 'Einordnung' },
    },
  },
  failures: commonGerman,
}
