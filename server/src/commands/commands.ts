/** Every command of `npm run kontor -- <command>`, by name. */
import { accessCommand } from './access.ts'
import { auditCommand } from './audit.ts'
import type { Command } from './command.ts'
import { createOperatorCommand } from './create-operator.ts'
import { rotateCredentialKeysCommand } from './rotate-credential-keys.ts'
import { rotateTokenKeysCommand } from './rotate-token-keys.ts'
import { usersCommand } from './users.ts'

export const commands: Readonly<Record<string, Command>> = {
  access: accessCommand,
  audit: auditCommand,
  'create-operator': createOperatorCommand,
  'rotate-credential-keys': rotateCredentialKeysCommand,
  'rotate-token-keys': rotateTokenKeysCommand,
  users: usersCommand,
}
