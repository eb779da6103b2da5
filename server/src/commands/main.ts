/** `npm run kontor -- <command>`: what an administrator does at the machine itself. */
import { join } from 'node:path'
import { stopAllGuarded } from '#server/platform/guardian.ts'
import { complain } from '#server/platform/log.ts'
import { exitCodes, StartFailure } from '#server/platform/start-failure.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { commands } from './commands.ts'
import { type OpenMachine, openMachine } from './machine.ts'

const [name = '', ...parameters] = process.argv.slice(2)
const say = (line: string) => void process.stdout.write(`${line}\n`)

function explainCommands(): number {
  say('npm run kontor -- <command>')
  for (const { usage, summary } of Object.values(commands)) say(`  ${usage}\n      ${summary}`)
  return name === '' || name === 'help' ? exitCodes.stopped : exitCodes.configuration
}

async function run(): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) return explainCommands()
  let machine: OpenMachine | undefined
  try {
    machine = openMachine(process.env, join(import.meta.dirname, '../../..'), say)
    return (await command.run(machine, parameters)) ?? exitCodes.stopped
  } catch (error) {
    return await complainOf(error)
  } finally {
    await machine?.close()
    await stopAllGuarded()
  }
}

async function complainOf(error: unknown): Promise<number> {
  if (error instanceof StartFailure) {
    complain(error.message)
    return error.exitCode
  }
  const { failureNamed } = await import('#contract/modules.ts')
  const text = error instanceof Refusal ? failureNamed(error.code)?.text : undefined
  complain(text ?? String((error as Error)?.stack ?? error))
  return exitCodes.unexpected
}

process.exit(await run())
