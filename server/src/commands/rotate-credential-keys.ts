/** `kontor rotate-credential-keys`: a fresh master key wraps every stored credential. */
import { asOwnerOf } from './as-owner.ts'
import type { Command } from './command.ts'

export const rotateCredentialKeysCommand: Command = {
  usage: 'rotate-credential-keys [--re-encrypt]',
  summary:
    'Wraps stored credentials by a fresh master key; with --re-encrypt, encrypts the values anew, too.',
  async run(machine, parameters) {
    const { rotateMasterKeys } = await import('#server/modules/user/public.ts')
    const { id, count } = await rotateMasterKeys({
      secrets: await machine.secrets(),
      asOwner: asOwnerOf(await machine.database()),
      now: machine.now(),
      by: 'kontor rotate-credential-keys',
      reencrypts: parameters.includes('--re-encrypt'),
    })
    machine.say(`Key ${id} wraps stored credentials now; ${count} were wrapped anew.`)
  },
}
