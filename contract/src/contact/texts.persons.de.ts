/** German words of the module contact: persons. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { person } from './person.ts'
import type { personEmail } from './person-email.ts'
import type { personPhone } from './person-phone.ts'
import type { personAddress } from './person-address.ts'

interface Records {
  readonly person: typeof person
  readonly person_email: typeof personEmail
  readonly person_phone: typeof personPhone
  readonly person_address: typeof personAddress
}

export const personsGerman: RecordsTexts<Records> = {
  person: {
    label: ['Kontakt', 'Kontakte'],
    fields: {
      first_name: 'Vorname',
      last_name: 'Nachname',
      title: 'Anrede oder Titel',
      position: 'Funktion',
      contact_type: 'Art des Kontakts',
      status: 'Status',
      partner: 'Geschäftspartner',
      linked_organization: 'Zugehörige Organisation',
      email_addresses: 'E-Mail-Adressen',
      phone_numbers: 'Telefonnummern',
      addresses: 'Adressen',
      notes: 'Notizen',
      tags: 'Schlagwörter',
      custom_fields: 'Eigene Felder',
    },
    choices: {
      contact_type: {
        primary: 'Hauptkontakt',
        billing: 'Buchhaltung',
        technical: 'Technik',
        other: 'Sonstige',
      },
      status: { active: 'Aktiv', inactive: 'Inaktiv', archived: 'Archiviert' },
    },
    groups: {
      'Belongs to': 'Gehört zu',
      'Reached by': 'Erreichbar über',
      'Extended data': 'Weitere Angaben',
    },
  },
  person_email: {
    label: ['E-Mail-Adresse', 'E-Mail-Adressen'],
    fields: {
      person: 'Person',
      email: 'E-Mail',
      email_type: 'Art',
      is_primary: 'Vorrangig',
    },
    choices: {
      email_type: { work: 'Geschäftlich', home: 'Privat', billing: 'Buchhaltung', other: 'Sonstige' },
    },
  },
  person_phone: {
    label: ['Telefonnummer', 'Telefonnummern'],
    fields: {
      person: 'Person',
      phone_number: 'Telefonnummer',
      phone_type: 'Art',
      is_primary: 'Vorrangig',
    },
    choices: {
      phone_type: { work: 'Geschäftlich', home: 'Privat', mobile: 'Mobil', other: 'Sonstige' },
    },
  },
  person_address: {
    label: ['Kontaktadresse', 'Kontaktadressen'],
    fields: {
      person: 'Person',
      address: 'Adresse',
      address_type: 'Art',
      is_primary: 'Vorrangig',
    },
    choices: {
      address_type: {
        work: 'Geschäftlich',
        home: 'Privat',
        billing: 'Rechnung',
        shipping: 'Lieferung',
        other: 'Sonstige',
      },
    },
  },
}
