/** The module user on the screen: its menu, and pages of its own. */
import type { WebModule } from '#web/shell/module.ts'

export const user: WebModule = {
  name: 'user',
  label: { en: 'Users', de: 'Benutzer' },
  icon: 'i-lucide-users',
  menu: [
    { record: 'user.user_account', label: { en: 'Users', de: 'Benutzer' } },
    { record: 'user.role', label: { en: 'Roles', de: 'Rollen' } },
  ],
}
