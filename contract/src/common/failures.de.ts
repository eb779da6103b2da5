/** What the module common refuses, in German. */
import type { FailureTexts } from '#contract/kit/texts.ts'
import type { commonFailures } from './failures.ts'

export const commonGerman: FailureTexts<typeof commonFailures> = {
  'common.unit_without_conversion': {
    text: 'Es gibt keine Umrechnung von {unit} in {into}.',
    help: 'Legen Sie eine Umrechnung an, allgemein oder für den Artikel.',
  },
  'common.quantity_rounds_to_zero': {
    text: '{quantity} {unit} ist weniger als die kleinste Menge in {into}.',
  },
  'common.file_empty': { text: 'Die Datei ist leer.' },
  'common.file_type': {
    text: 'Der Inhalt von {name} ist von keiner zulässigen Art.',
    help: 'Zulässig sind PNG, JPEG, GIF, WebP, PDF, Text, CSV, XLSX, DOCX, ODS, wenn hier nicht weniger gilt.',
  },
  'common.file_too_large': { text: 'Die Datei ist größer als {limit}.' },
  'common.address_over': {
    text: 'Diese Adresse einer Datei öffnet sie nicht oder nicht mehr.',
    help: 'Adressen gelten für Minuten. Holen Sie dort, wo die Datei gezeigt wird, eine neue.',
  },
  'common.picture_damaged': { text: 'Das Bild lässt sich nicht bis zum Ende lesen.' },
  'common.picture_too_many_pixels': {
    text: 'Das Bild hat mehr als {limit} Bildpunkte.',
    help: 'Senden Sie ein kleineres.',
  },
}
