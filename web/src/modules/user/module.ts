/** The module user on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

export const user: WebModule = {
  name: 'user',
  label: { en: 'Users', de: 'Benutzer' },
  icon: 'i-lucide-users',
  menu: [
    { record: 'user.user_account', label: { en: 'Users', de: 'Benutzer' } },
    { record: 'user.role', label: { en: 'Roles', de: 'Rollen' } },
    { page: 'requests', label: { en: 'Requests', de: 'Anträge' } },
    { page: 'explain', label: { en: 'Why?', de: 'Warum?' } },
  ],
  pages: [
    { path: 'roles/:id', component: () => import('./role/RolePage.vue'), permission: 'user.view_role' },
    { path: 'requests', component: () => import('./requests/RequestsPage.vue') },
    { path: 'explain', component: () => import('./explain/ExplainPage.vue') },
  ],
  texts: {
    en: async () => ({ access: (await import('./access.en.ts')).en }),
    de: async () => ({ access: (await import('./access.de.ts')).de }),
  },
}
