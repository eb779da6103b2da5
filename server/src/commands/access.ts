/** `kontor access export-reviews`: the exports of finished access reviews as files, for an archive or a pipeline. */
import { resolve } from 'node:path'
import { asOwnerOf } from './as-owner.ts'
import type { Command } from './command.ts'

export const accessCommand: Command = {
  usage: 'access export-reviews <folder> [--company <code>]',
  summary: 'Writes the exports of finished access reviews, each once and checked against the audit trail.',
  async run(machine, parameters) {
    const [what, folder, ...rest] = parameters
    const company = rest[0] === '--company' ? (rest[1] ?? null) : null
    if (what !== 'export-reviews' || folder === undefined || (rest.length > 0 && company === null)) {
      machine.say(`Say: ${accessCommand.usage}`)
      return 2
    }
    const { publishExports } = await import('#server/modules/user/public.ts')
    const path = resolve(folder)
    const { written, kept, faulty } = await publishExports(path, company, asOwnerOf(await machine.database()))
    for (const name of written) machine.say(`written: ${name}`)
    for (const name of faulty) machine.say(`not as it was made, left alone: ${name}`)
    machine.say(
      `${written.length} written, ${kept.length} there already, ${faulty.length} faulty, in ${path}`,
    )
    return faulty.length > 0 ? 1 : 0
  },
}
