/** What the module user states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { dutyRecords } from './duties.ts'
import { accessRequest } from './access-request.ts'
import { factorReset } from './factor-reset.ts'
import { objectPermission } from './object-permission.ts'
import { apiKey } from './api-key.ts'
import { lifecycleRecords } from './lifecycle.ts'
import { groupRole } from './group-role.ts'
import { role } from './role.ts'
import { serviceAccount } from './service-account.ts'
import { signInProvider } from './sign-in-provider.ts'
import { storedCredential } from './stored-credential.ts'
import { roleAssignment } from './role-assignment.ts'
import { userAccount } from './user-account.ts'
import { userGerman } from './failures.de.ts'
import { userFailures } from './failures.ts'

export const userModule = contractModule('user', {
  records: [
    userAccount,
    role,
    roleAssignment,
    objectPermission,
    accessRequest,
    storedCredential,
    serviceAccount,
    apiKey,
    factorReset,
    signInProvider,
    groupRole,
    ...lifecycleRecords,
    ...dutyRecords,
  ],
  permissions: {
    'user.view_directory': ['See the directory', 'Verzeichnis: Ansehen'],
    'user.view_security': ['See what security needs', 'Sicherheit: Ansehen'],
    'user.explain_access': ['Explain the access of others', 'Zugriff anderer: Erklären'],
    'user.decide_accessreview': ['Decide in access reviews', 'Zugriffsprüfung: Entscheiden'],
    'user.report_duties': ['Report on separate duties', 'Bericht über Aufgabentrennung'],
    'user.revoke_access': ['End the access of others', 'Zugriff anderer: Beenden'],
    'user.revoke_apikey': ['Revoke API keys', 'API-Schlüssel: Widerrufen'],
  },
  failures: userFailures,
  german: userGerman,
})
