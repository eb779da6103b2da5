/** German words of the module contact: partners. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { pricingTier } from './pricing-tier.ts'
import type { paymentTerm } from './payment-term.ts'
import type { partner } from './partner.ts'
import type { partnerAddress } from './partner-address.ts'
import type { partnerCompany } from './partner-company.ts'

interface Records {
  readonly pricing_tier: typeof pricingTier
  readonly payment_term: typeof paymentTerm
  readonly partner: typeof partner
  readonly partner_address: typeof partnerAddress
  readonly partner_company: typeof partnerCompany
}

export const partnersGerman: RecordsTexts<Records> = {
  pricing_tier: {
    label: ['Preisstufe', 'Preisstufen'],
    fields: {
      code: 'Code',
      name: 'Name',
      is_active: 'Aktiv',
    },
    choices: {},
  },
  payment_term: {
    label: ['Zahlungsbedingung', 'Zahlungsbedingungen'],
    fields: {
      code: 'Code',
      title: 'Text auf Belegen',
      instalments: 'Raten',
      is_default: 'Gilt, wenn nichts vereinbart ist',
      is_active: 'Aktiv',
      custom_fields: 'Eigene Felder',
    },
    choices: {},
  },
  partner: {
    label: ['Geschäftspartner', 'Geschäftspartner'],
    fields: {
      number: 'Nummer',
      kind: 'Art',
      name: 'Name',
      segment: 'Segment',
      is_customer: 'Kunde',
      is_supplier: 'Lieferant',
      status: 'Status',
      vat_id: 'USt-IdNr.',
      vat_id_valid: 'USt-IdNr. geprüft',
      tax_number: 'Steuernummer',
      language: 'Sprache',
      email: 'E-Mail',
      phone: 'Telefon',
      website: 'Webseite',
      minimum_life_days: 'Mindestrestlaufzeit in Tagen',
      notes: 'Notizen',
      addresses: 'Adressen',
      tags: 'Schlagwörter',
      custom_fields: 'Eigene Felder',
    },
    choices: {
      kind: { company: 'Firma', person: 'Person' },
      segment: { B2B: 'Geschäftskunden', B2C: 'Privatkunden' },
      status: { active: 'Aktiv', inactive: 'Inaktiv', archived: 'Archiviert' },
    },
    groups: {
      'Reached by': 'Erreichbar über',
      Tax: 'Steuer',
      Delivery: 'Lieferung',
      Addresses: 'Adressen',
      'Extended data': 'Weitere Angaben',
    },
    help: {
      number: 'Bleibt sie leer, wird die nächste freie Nummer vergeben.',
      minimum_life_days: 'Ab dem Liefertag. Bei 0 genügt jede Charge, die nicht abgelaufen ist.',
    },
  },
  partner_address: {
    label: ['Partneradresse', 'Partneradressen'],
    fields: {
      partner: 'Geschäftspartner',
      kind: 'Art',
      name: 'Empfänger',
      address: 'Adresse',
      is_primary: 'Vorrangig',
    },
    choices: {
      kind: { billing: 'Rechnung', shipping: 'Lieferung', other: 'Sonstige' },
    },
  },
  partner_company: {
    label: ['Partnerkondition', 'Partnerkonditionen'],
    fields: {
      partner: 'Geschäftspartner',
      payment_term: 'Zahlungsbedingung',
      pricing_tier: 'Preisstufe',
      price_list: 'Preisliste',
      currency: 'Währung',
      credit_limit: 'Kreditlimit',
      discount_percent: 'Rabatt in Prozent',
      account_number: 'Sachkonto',
    },
    choices: {},
  },
}
