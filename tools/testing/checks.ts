/** The checks that are programs: format, lint, types, tidy. Each counts as one test. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { failedTally } from './failures.ts'
import type { Stage } from './stage.ts'
import type { Tally } from './tally.ts'

export interface Check {
  readonly name: string
  /** A script for our Node, with its parameters. */
  readonly command: string[]
  /** Left out where this file is not there. */
  readonly needs?: string
  /** About how many seconds it takes. */
  readonly length: number
}

export const checks: readonly Check[] = [
  {
    name: 'format',
    command: ['node_modules/@biomejs/biome/bin/biome', 'format', '--max-diagnostics=50'],
    length: 2,
  },
  { name: 'lint', command: ['node_modules/oxlint/bin/oxlint', '--deny-warnings'], length: 2 },
  {
    name: 'types',
    // Checkers side by side each learn anew what they share: twice the work, for the processors are busy anyway.
    command: ['node_modules/typescript-native/bin/tsc', '-p', 'tsconfig.json', '--singleThreaded'],
    length: 6,
  },
  { name: 'tidy', command: ['tools/tidy.ts'], needs: 'tools/tidy.ts', length: 5 },
]

/** Before all that starts Kontor, which would each build it; it also writes types that the screens use. */
export const buildOfScreens: Check = {
  name: 'build of the screens',
  command: ['tools/build-web.mjs'],
  needs: 'web/vite.config.ts',
  length: Infinity,
}

/** Takes longer than all others together, on one processor. */
export const typesOfScreens: Check = {
  name: 'types of the screens',
  command: ['node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'web/tsconfig.json'],
  needs: 'web/tsconfig.json',
  length: 37,
}

/** Silent when all is well; otherwise prints what the program printed. */
export async function runCheck(check: Check, stage: Stage): Promise<Tally> {
  return await stage.places.take(check.length, () => run(check, stage))
}

async function run(check: Check, { projectFolder, signal, say }: Stage): Promise<Tally> {
  if (check.needs && !existsSync(join(projectFolder, check.needs))) {
    return { passed: 0, failed: 0, skipped: 1 }
  }
  const child = spawn(process.execPath, check.command, { cwd: projectFolder, stdio: 'pipe', signal })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      output += error.message
      resolve(1)
    })
    child.once('close', (exitCode) => resolve(exitCode ?? 1))
  })
  if (code === 0) return { passed: 1, failed: 0, skipped: 0 }
  say(output.trimEnd())
  return failedTally(check.name, output)
}
