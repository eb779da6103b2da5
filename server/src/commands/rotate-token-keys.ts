/** `kontor rotate-token-keys`: a fresh key signs access tokens from now on, in every process. */
import { asOwnerOf } from './as-owner.ts'
import type { Command } from './command.ts'

export const rotateTokenKeysCommand: Command = {
  usage: 'rotate-token-keys [--at-once]',
  summary: 'Signs access tokens with a fresh key; with --at-once, what earlier keys signed is refused.',
  async run(machine, parameters) {
    const { rotateTokenKeys } = await import('#server/modules/user/public.ts')
    const rotation = {
      secrets: await machine.secrets(),
      asOwner: asOwnerOf(await machine.database()),
      now: machine.now(),
      by: 'kontor rotate-token-keys',
      dropsEarlier: parameters.includes('--at-once'),
    }
    machine.say(`Access tokens are signed with key ${await rotateTokenKeys(rotation)} now.`)
  },
}
