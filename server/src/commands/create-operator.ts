/** `kontor create-operator`: makes a user an operator of the installation, who may act in other tenants. */
import { asOwnerOf } from './as-owner.ts'
import type { Command } from './command.ts'

export const createOperatorCommand: Command = {
  usage: 'create-operator <company code> <user name> [--remove]',
  summary: 'Lets a user act in other tenants, step by step and audited; with --remove, no longer.',
  async run(machine, parameters) {
    const [company, username] = parameters.filter((each) => !each.startsWith('--'))
    if (company === undefined || username === undefined) {
      machine.say('Say the code of the company and the name of the user.')
      return 2
    }
    const { makeOperator } = await import('#server/modules/user/public.ts')
    const isRemoved = parameters.includes('--remove')
    const asOwner = asOwnerOf(await machine.database())
    if (!(await makeOperator({ company, username, isRemoved, asOwner }))) {
      machine.say(`There is no active user ${username} in ${company}.`)
      return 1
    }
    machine.say(`${username} is ${isRemoved ? 'no longer' : 'now'} an operator of this installation.`)
    return 0
  },
}
