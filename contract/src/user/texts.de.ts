/** Everything the module user says, in German. */
import type { ModuleTexts } from '#contract/kit/texts.ts'
import { userGerman } from './failures.de.ts'
import type { userFailures } from './failures.ts'
import type { userAccount } from './user-account.ts'
import type { role } from './role.ts'
import type { storedCredential } from './stored-credential.ts'

interface Records {
  readonly user_account: typeof userAccount
  readonly role: typeof role
  readonly stored_credential: typeof storedCredential
}

export const de: ModuleTexts<Records, typeof userFailures> = {
  records: {
    user_account: {
      label: ['Benutzer', 'Benutzer'],
      fields: {
        username: 'Benutzername',
        display_name: 'Name',
        email: 'E-Mail',
        kind: 'Art',
        status: 'Status',
        status_reason: 'Grund des Status',
        language: 'Sprache',
        timezone: 'Zeitzone',
        last_login_at: 'Letzte Anmeldung',
      },
      choices: {
        kind: { internal: 'Intern', external: 'Extern', system: 'System', api: 'Schnittstelle' },
        status: { active: 'Aktiv', inactive: 'Inaktiv', suspended: 'Gesperrt' },
      },
      groups: { State: 'Zustand', Localization: 'Sprache und Zeit' },
    },
    role: {
      label: ['Rolle', 'Rollen'],
      fields: {
        code: 'Code',
        name: 'Name',
        title: 'Bezeichnung',
        description: 'Beschreibung',
        permissions: 'Berechtigungen',
        field_rules: 'Feldregeln',
        inherits: 'Erbt von',
        discount_limit: 'Rabattgrenze in Prozent',
      },
      choices: {},
      groups: { Rights: 'Rechte' },
      help: { discount_limit: 'Darüber wird um Freigabe gebeten.' },
    },
    stored_credential: {
      label: ['Hinterlegte Zugangsdaten', 'Hinterlegte Zugangsdaten'],
      fields: {
        name: 'Name',
        kind: 'Art',
        description: 'Beschreibung',
        rotation_days: 'Ersetzen nach Tagen',
        rotated_at: 'Wert gesetzt',
        last_used_at: 'Zuletzt benutzt',
      },
      choices: {
        kind: {
          password: 'Passwort',
          client_secret: 'Client-Geheimnis',
          api_key: 'API-Schlüssel',
          token: 'Token',
          certificate: 'Zertifikat',
        },
      },
      groups: {},
      help: { rotation_days: 'Wenn es so weit ist, erfahren es die Verwalter.' },
    },
  },
  failures: userGerman,
}
