/** Every command of `npm run kontor -- <command>`, by name. */
import type { Command } from './command.ts'
import { rotateTokenKeysCommand } from './rotate-token-keys.ts'

export const commands: Readonly<Record<string, Command>> = {
  'rotate-token-keys': rotateTokenKeysCommand,
}
