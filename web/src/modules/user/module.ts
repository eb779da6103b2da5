/** The module user on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

const reasonDialog = () => import('./accounts/ReasonDialog.vue')

export const user: WebModule = {
  name: 'user',
  label: { en: 'Users', de: 'Benutzer' },
  icon: 'i-lucide-users',
  menu: [
    { page: 'people', label: { en: 'Directory', de: 'Verzeichnis' }, permission: 'user.view_directory' },
    { record: 'user.user_account', label: { en: 'Users', de: 'Benutzer' } },
    { record: 'user.account_template', label: { en: 'Account templates', de: 'Kontovorlagen' } },
    { record: 'user.offboarding', label: { en: 'Leaving', de: 'Austritte' } },
    { record: 'user.factor_reset', label: { en: 'Resets of factors', de: 'Zurücksetzungen' } },
    { record: 'user.role', label: { en: 'Roles', de: 'Rollen' } },
    { record: 'user.role_assignment', label: { en: 'Assignments', de: 'Zuweisungen' } },
    { page: 'requests', label: { en: 'Requests and approvals', de: 'Anträge und Freigaben' } },
    { page: 'explain', label: { en: 'Why?', de: 'Warum?' } },
    { record: 'user.access_review', label: { en: 'Access reviews', de: 'Überprüfungen' } },
    {
      page: 'duties',
      label: { en: 'Separate duties', de: 'Getrennte Aufgaben' },
      permission: 'user.report_duties',
    },
    { record: 'user.dual_control', label: { en: 'Two persons', de: 'Vier Augen' } },
    {
      page: 'security-overview',
      label: { en: 'Security', de: 'Sicherheit' },
      permission: 'user.view_security',
    },
    { record: 'user.sign_in_provider', label: { en: 'Sign-in providers', de: 'Anmeldedienste' } },
    { record: 'user.group_role', label: { en: 'Roles of groups', de: 'Rollen von Gruppen' } },
    { record: 'user.service_account', label: { en: 'Service accounts', de: 'Dienstkonten' } },
    { record: 'user.api_key', label: { en: 'API keys', de: 'API-Schlüssel' } },
    { record: 'user.stored_credential', label: { en: 'Stored credentials', de: 'Zugangsdaten' } },
  ],
  account: [
    { page: 'profile', label: { en: 'Profile', de: 'Profil' }, icon: 'i-lucide-user-round' },
    { page: 'security', label: { en: 'Security', de: 'Sicherheit' }, icon: 'i-lucide-shield-check' },
    {
      page: 'sessions',
      label: { en: 'Sessions and devices', de: 'Sitzungen und Geräte' },
      icon: 'i-lucide-monitor-smartphone',
    },
  ],
  pages: [
    { path: 'profile', component: () => import('./account/ProfilePage.vue') },
    { path: 'security', component: () => import('./account/SecurityPage.vue') },
    { path: 'sessions', component: () => import('./account/SessionsPage.vue') },
    {
      path: 'users/new',
      component: () => import('./accounts/InvitePage.vue'),
      permission: 'user.add_useraccount',
    },
    {
      path: 'users/:id',
      component: () => import('./accounts/UserPage.vue'),
      permission: 'user.view_useraccount',
    },
    {
      path: 'offboardings/:id',
      component: () => import('./accounts/OffboardingPage.vue'),
      permission: 'user.view_offboarding',
    },
    { path: 'roles/:id', component: () => import('./role/RolePage.vue'), permission: 'user.view_role' },
    {
      path: 'role-assignments',
      component: () => import('./assignments/AssignmentsPage.vue'),
      permission: 'user.view_roleassignment',
    },
    {
      path: 'dual-controls',
      component: () => import('./duties/ControlsPage.vue'),
      permission: 'user.view_dualcontrol',
    },
    {
      path: 'duties',
      component: () => import('./duties/DutiesPage.vue'),
      permission: 'user.report_duties',
    },
    {
      path: 'security-overview',
      component: () => import('./security/SecurityPage.vue'),
      permission: 'user.view_security',
    },
    {
      path: 'people',
      component: () => import('./people/DirectoryPage.vue'),
      permission: 'user.view_directory',
    },
    {
      path: 'access-reviews/:id',
      component: () => import('./review/ReviewPage.vue'),
      permission: 'user.view_accessreview',
    },
    { path: 'api-keys', component: () => import('./keys/KeysPage.vue'), permission: 'user.view_apikey' },
    { path: 'api-keys/new', component: () => import('./keys/NewKeyPage.vue'), permission: 'user.add_apikey' },
    { path: 'api-keys/:id', component: () => import('./keys/KeyPage.vue'), permission: 'user.view_apikey' },
    {
      path: 'sign-in-providers/:id',
      component: () => import('./keys/ProviderPage.vue'),
      permission: 'user.view_signinprovider',
    },
    {
      path: 'stored-credentials/:id',
      component: () => import('./keys/CredentialPage.vue'),
      permission: 'user.view_storedcredential',
    },
    { path: 'requests', component: () => import('./requests/RequestsPage.vue') },
    { path: 'explain', component: () => import('./explain/ExplainPage.vue') },
  ],
  moves: {
    'user.user_account': {
      approve: () => import('./accounts/ApproveDialog.vue'),
      reject: reasonDialog,
      suspend: reasonDialog,
      deactivate: reasonDialog,
      reactivate: reasonDialog,
    },
    'user.factor_reset': { approve: reasonDialog, reject: reasonDialog, withdraw: reasonDialog },
  },
  texts: {
    en: async () => ({
      access: (await import('./access.en.ts')).en,
      account: (await import('./account/texts.en.ts')).en,
      accounts: (await import('./accounts/accounts.en.ts')).en,
      keys: (await import('./keys/keys.en.ts')).en,
      people: (await import('./people/people.en.ts')).en,
      review: (await import('./review/review.en.ts')).en,
      controls: (await import('./duties/controls.en.ts')).en,
      rules: (await import('./role/rules.en.ts')).en,
      // For the table of what a waiting action would change.
      audit: await (await import('#web/modules/audit/public.ts')).auditTexts.en(),
    }),
    de: async () => ({
      access: (await import('./access.de.ts')).de,
      account: (await import('./account/texts.de.ts')).de,
      accounts: (await import('./accounts/accounts.de.ts')).de,
      keys: (await import('./keys/keys.de.ts')).de,
      people: (await import('./people/people.de.ts')).de,
      review: (await import('./review/review.de.ts')).de,
      controls: (await import('./duties/controls.de.ts')).de,
      rules: (await import('./role/rules.de.ts')).de,
      // For the table of what a waiting action would change.
      audit: await (await import('#web/modules/audit/public.ts')).auditTexts.de(),
    }),
  },
}
