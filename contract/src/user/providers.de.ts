/** Sign-in providers and the roles of their groups, in German. */
import type { RecordsTexts } from '#contract/kit/texts.ts'
import type { groupRole } from './group-role.ts'
import type { signInProvider } from './sign-in-provider.ts'

export interface ProviderRecords {
  readonly sign_in_provider: typeof signInProvider
  readonly group_role: typeof groupRole
}

export const providerTexts: RecordsTexts<ProviderRecords> = {
  sign_in_provider: {
    label: ['Anmeldedienst', 'Anmeldedienste'],
    fields: {
      name: 'Name',
      kind: 'Art',
      is_active: 'Aktiv',
      credential: 'Geheimnis',
      issuer: 'Aussteller',
      client_id: 'Client-ID',
      scopes: 'Bereiche',
      authorization_url: 'Adresse der Anmeldung',
      token_url: 'Adresse der Token',
      userinfo_url: 'Adresse der Benutzerangaben',
      servers: 'Server',
      encryption: 'Verschlüsselung',
      certificate: 'Zertifikat der ausstellenden Stelle',
      bind_name: 'Name zum Suchen',
      search_base: 'Ort der Suche',
      user_filter: 'Filter der Benutzer',
      subject_attribute: 'Attribut der Kennung',
      username_attribute: 'Attribut des Benutzernamens',
      name_attribute: 'Attribut des Namens',
      email_attribute: 'Attribut der E-Mail',
      group_filter: 'Filter der Gruppen',
      falls_back: 'Eigene Passwörter, solange kein Server antwortet',
      groups_from: 'Gruppen aus',
      synchronizes: 'Hält Konten im Gleichschritt',
      new_people: 'Wer dort neu ist',
      gone_people: 'Wer dort gegangen ist',
      synchronized_at: 'Zuletzt im Gleichschritt',
      links_by_email: 'Verbindet Konten gleicher bestätigter Adresse',
      provisions: 'Legt Konten für neue Personen an',
      email_domains: 'E-Mail-Domänen',
      home: 'Organisation neuer Personen',
      role: 'Rolle neuer Personen',
      trusts_second_factor: 'Sein zweiter Faktor zählt',
    },
    choices: {
      kind: { oidc: 'OpenID Connect', oauth2: 'OAuth2', ldap: 'Verzeichnis (LDAP)' },
      encryption: { tls: 'TLS', start_tls: 'StartTLS', none: 'Keine' },
      synchronizes: { never: 'Nie', hourly: 'Stündlich', daily: 'Täglich' },
      new_people: {
        stay_out: 'Bleibt draußen',
        wait_for_approval: 'Wartet auf Freigabe',
        get_an_account: 'Bekommt ein Konto',
      },
      gone_people: { keep: 'Bleibt', suspend: 'Wird gesperrt', deactivate: 'Wird stillgelegt' },
    },
    groups: {
      'OpenID and OAuth2': 'OpenID und OAuth2',
      'Addresses without discovery': 'Adressen ohne Selbstauskunft',
      Directory: 'Verzeichnis',
      'In step with the directory': 'Gleichschritt mit dem Verzeichnis',
      Accounts: 'Konten',
      Trust: 'Vertrauen',
    },
    help: {
      credential: 'Sein Wert wird dort gesetzt und nie gezeigt.',
      issuer: 'Die Adresse, unter der sich ein OpenID-Dienst selbst beschreibt.',
      servers: 'Adressen wie ldaps://ldap.example.org, in dieser Reihenfolge versucht.',
      subject_attribute: 'In Active Directory objectGUID.',
      username_attribute: 'In Active Directory sAMAccountName.',
      group_filter: 'Findet die Gruppen von {dn}; ohne ihn zählen die unten genannten.',
      groups_from: 'Eine Angabe, oder ein Attribut wie memberOf.',
      email_domains: 'Keine: jede.',
      trusts_second_factor: 'Wo er in seiner unterschriebenen Antwort sagt, dass er einen verlangt hat.',
    },
  },
  group_role: {
    label: ['Rolle einer Gruppe', 'Rollen von Gruppen'],
    fields: {
      provider: 'Anmeldedienst',
      group_name: 'Gruppe',
      role: 'Rolle',
      includes_descendants: 'Gilt auch für Organisationen darunter',
    },
    choices: {},
    groups: {},
  },
}
