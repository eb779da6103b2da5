/** Everything the module user says, in German. */
import type { ModuleTexts } from '#contract/kit/texts.ts'
import { type DutyRecords, dutyTexts } from './duties.de.ts'
import { type LifecycleRecords, lifecycleTexts } from './lifecycle.de.ts'
import { type ProviderRecords, providerTexts } from './providers.de.ts'
import { userGerman } from './failures.de.ts'
import type { userFailures } from './failures.ts'
import type { userAccount } from './user-account.ts'
import type { accessRequest } from './access-request.ts'
import type { objectPermission } from './object-permission.ts'
import type { apiKey } from './api-key.ts'
import type { factorReset } from './factor-reset.ts'
import type { role } from './role.ts'
import type { serviceAccount } from './service-account.ts'
import type { storedCredential } from './stored-credential.ts'
import type { roleAssignment } from './role-assignment.ts'

interface Records extends DutyRecords, LifecycleRecords, ProviderRecords {
  readonly user_account: typeof userAccount
  readonly role: typeof role
  readonly stored_credential: typeof storedCredential
  readonly role_assignment: typeof roleAssignment
  readonly object_permission: typeof objectPermission
  readonly service_account: typeof serviceAccount
  readonly api_key: typeof apiKey
  readonly access_request: typeof accessRequest
  readonly factor_reset: typeof factorReset
}

const seenBy = { public: 'Alle', organization: 'Wer mit mir arbeitet', hidden: 'Niemand' }

export const de: ModuleTexts<Records, typeof userFailures> = {
  records: {
    factor_reset: {
      label: ['Zurücksetzung zweiter Faktoren', 'Zurücksetzungen zweiter Faktoren'],
      fields: {
        user: 'Benutzer',
        reason: 'Grund',
        status: 'Status',
        requested_by: 'Erbeten von',
        decided_by: 'Entschieden von',
        decided_at: 'Entschieden',
        decision: 'Grund der Entscheidung',
      },
      choices: {
        status: {
          requested: 'Erbeten',
          approved: 'Freigegeben',
          rejected: 'Abgelehnt',
          withdrawn: 'Zurückgezogen',
        },
      },
      groups: { Decision: 'Entscheidung' },
      moves: { approve: 'Freigeben', reject: 'Ablehnen', withdraw: 'Zurückziehen' },
      help: { reason: 'Woher Sie wissen, dass wirklich er darum bittet.' },
    },
    user_account: {
      label: ['Benutzer', 'Benutzer'],
      fields: {
        username: 'Benutzername',
        display_name: 'Name',
        email: 'E-Mail',
        kind: 'Art',
        status: 'Status',
        status_reason: 'Grund des Status',
        employee_id: 'Personalnummer',
        job_title: 'Stelle',
        phone: 'Telefon',
        department: 'Abteilung',
        site: 'Standort',
        manager: 'Vorgesetzt',
        hire_date: 'Eingetreten am',
        photo: 'Bild',
        email_visibility: 'E-Mail sehen',
        phone_visibility: 'Telefon sehen',
        photo_visibility: 'Bild sehen',
        site_visibility: 'Standort sehen',
        preferences: 'Vorlieben',
        custom_fields: 'Eigene Felder',
        language: 'Sprache',
        timezone: 'Zeitzone',
        last_login_at: 'Letzte Anmeldung',
      },
      choices: {
        kind: { internal: 'Intern', external: 'Extern', system: 'System', api: 'Schnittstelle' },
        status: {
          pending_approval: 'Wartet auf Freigabe',
          pending_activation: 'Wartet auf erste Anmeldung',
          active: 'Aktiv',
          inactive: 'Inaktiv',
          suspended: 'Gesperrt',
        },
        email_visibility: seenBy,
        phone_visibility: seenBy,
        photo_visibility: seenBy,
        site_visibility: seenBy,
      },
      groups: {
        State: 'Zustand',
        Work: 'Arbeit',
        Localization: 'Sprache und Zeit',
        Directory: 'Verzeichnis',
      },
      moves: {
        approve: 'Freigeben',
        reject: 'Ablehnen',
        suspend: 'Sperren',
        deactivate: 'Deaktivieren',
        reactivate: 'Wieder aktivieren',
      },
    },
    role: {
      label: ['Rolle', 'Rollen'],
      fields: {
        code: 'Code',
        name: 'Name',
        title: 'Bezeichnung',
        description: 'Beschreibung',
        descriptions: 'Beschreibungen je Sprache',
        permissions: 'Berechtigungen',
        field_rules: 'Feldregeln',
        row_rules: 'Zeilenregeln',
        inherits: 'Erbt von',
        discount_limit: 'Rabattgrenze in Prozent',
        is_sensitive: 'Heikel',
        is_template: 'Vorlage',
        valid_until: 'Gilt bis',
        is_system_role: 'Mitgelieferte Rolle',
        template: 'Kopiert von',
        owner: 'Verantwortlich',
        second_factor: 'Zweiter Faktor',
        session_limit: 'Sitzungen zugleich',
      },
      choices: { second_factor: { off: 'Aus', offered: 'Angeboten', required: 'Verlangt' } },
      groups: { Rights: 'Rechte', Use: 'Verwendung', 'Sign-in': 'Anmeldung' },
      help: {
        discount_limit: 'Darüber wird um Freigabe gebeten.',
        is_sensitive: 'Wer sie bekommt, muss jemand anderes freigeben.',
        is_template: 'Zum Kopieren gedacht.',
        valid_until: 'Ab dann gewährt sie nichts mehr.',
        session_limit: 'Darüber endet die älteste.',
        owner: 'Wird zuerst gefragt, wer die Rolle bekommen darf.',
      },
    },
    role_assignment: {
      label: ['Rollenzuweisung', 'Rollenzuweisungen'],
      fields: {
        user: 'Benutzer',
        role: 'Rolle',
        kind: 'Art',
        includes_descendants: 'Gilt auch für Organisationen darunter',
        starts_at: 'Beginnt',
        ends_at: 'Endet',
        reason: 'Grund',
        status: 'Status',
        assigned_by: 'Zugewiesen von',
        approved_by: 'Freigegeben von',
        decided_at: 'Entschieden',
        ended_at: 'Beendet',
        decision: 'Begründung der Entscheidung',
        extends: 'Verlängert',
      },
      choices: {
        kind: { regular: 'Regulär', elevation: 'Zeitweilige Erhöhung' },
        status: { requested: 'Beantragt', approved: 'Freigegeben', rejected: 'Abgelehnt', ended: 'Beendet' },
      },
      moves: { approve: 'Freigeben', reject: 'Ablehnen', end: 'Beenden' },
      groups: { Decision: 'Entscheidung', End: 'Ende' },
      help: { kind: 'Eine Erhöhung gilt auf Zeit; was durch sie geschieht, ist im Protokoll vermerkt.' },
    },
    object_permission: {
      label: ['Recht auf eine Zeile', 'Rechte auf Zeilen'],
      fields: {
        user: 'Benutzer',
        role: 'Rolle',
        record: 'Datensatzart',
        row_id: 'Zeile',
        can_view: 'Darf sehen',
        can_change: 'Darf ändern',
        can_delete: 'Darf löschen',
        ends_at: 'Endet',
        reason: 'Grund',
      },
      choices: {},
      groups: { Rights: 'Rechte' },
      help: { record: 'Der Name der Datensatzart: sales.sales_order.' },
    },
    service_account: {
      label: ['Dienstkonto', 'Dienstkonten'],
      fields: {
        name: 'Name',
        description: 'Beschreibung',
        owner: 'Verantwortliche Person',
        account: 'Benutzer',
        is_active: 'Aktiv',
      },
      choices: {},
      groups: {},
    },
    api_key: {
      label: ['API-Schlüssel', 'API-Schlüssel'],
      fields: {
        name: 'Name',
        service_account: 'Dienstkonto',
        prefix: 'Beginnt mit',
        scopes: 'Umfang',
        networks: 'Netze',
        status: 'Status',
        expires_at: 'Läuft ab',
        usage_limit: 'Höchstens benutzt',
        per_minute: 'Aufrufe je Minute höchstens',
        use_count: 'Benutzt',
        last_used_at: 'Zuletzt benutzt',
        replaces: 'Ersetzt',
      },
      choices: { status: { active: 'Aktiv', revoked: 'Widerrufen' } },
      groups: { Limits: 'Grenzen', Use: 'Gebrauch' },
    },
    access_request: {
      label: ['Zugriffsantrag', 'Zugriffsanträge'],
      fields: {
        requester: 'Antragsteller',
        role: 'Rolle',
        permission: 'Berechtigung',
        record: 'Datensatzart',
        row_id: 'Zeile',
        includes_descendants: 'Gilt auch für Organisationen darunter',
        justification: 'Begründung',
        is_urgent: 'Dringend',
        ends_at: 'Bis',
        status: 'Status',
        approver: 'Entscheidet',
        routed_by: 'Gesendet an',
        decided_by: 'Entschieden von',
        decided_at: 'Entschieden',
        decision: 'Begründung der Entscheidung',
        assignment: 'Rollenzuweisung',
        object_permission: 'Recht auf die Zeile',
      },
      choices: {
        status: {
          requested: 'Beantragt',
          approved: 'Gewährt',
          rejected: 'Abgelehnt',
          withdrawn: 'Zurückgezogen',
        },
        routed_by: {
          role_owner: 'Verantwortliche der Rolle',
          department: 'Leitung der Abteilung',
          supervisor: 'Vorgesetzte',
          organization: 'Entscheider der Organisation',
          forwarded: 'Weitergegeben',
        },
      },
      moves: { approve: 'Gewähren', reject: 'Ablehnen', withdraw: 'Zurückziehen' },
      groups: { Reason: 'Grund', Decision: 'Entscheidung' },
      help: {
        role: 'Sonst eine, die das Recht gibt.',
        permission: 'Etwa sales.confirm_salesorder.',
        record: 'Mit einer Zeile: nur um diese wird gebeten.',
        ends_at: 'Leer heißt auf Dauer.',
        approver: 'Leer: wer in der Organisation über Anträge entscheidet.',
      },
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
    ...dutyTexts,
    ...lifecycleTexts,
    ...providerTexts,
  },
  failures: userGerman,
}
