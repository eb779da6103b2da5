/** Tests of screens with vitest, whose JSON report is counted and whose failures are told. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { between, failedTally } from './failures.ts'
import type { Stage } from './stage.ts'
import { add, emptyTally, type Tally } from './tally.ts'
import type { Say } from './telling.ts'

interface Report {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

/** About how many seconds all of them take. */
const length = 6

export async function runWebTests(files: string[], stage: Stage): Promise<Tally> {
  return await stage.places.take(length, () => run(files, stage))
}

async function run(files: string[], { projectFolder, signal, say }: Stage): Promise<Tally> {
  const tally = emptyTally()
  if (files.length === 0) return tally
  const reportFile = join(projectFolder, '.cache/vitest.json')
  mkdirSync(join(projectFolder, '.cache'), { recursive: true })
  rmSync(reportFile, { force: true })
  const parameters = ['run', '--root', 'web', '--reporter=json', `--outputFile=${reportFile}`, ...files]
  const output = await vitest(parameters, projectFolder, signal)
  let report: Report
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'))
  } catch {
    say(output.trimEnd())
    return failedTally('vitest', output)
  }
  for (const file of report.testResults) countFile(file, projectFolder, tally, say)
  return tally
}

async function vitest(parameters: string[], projectFolder: string, signal: AbortSignal): Promise<string> {
  const program = join(projectFolder, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [program, ...parameters], {
    cwd: projectFolder,
    stdio: 'pipe',
    signal,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  await new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  return output
}

function countFile(file: Report['testResults'][number], projectFolder: string, tally: Tally, say: Say): void {
  const name = relative(projectFolder, file.name)
  const failures = file.assertionResults.filter((test) => test.status === 'failed')
  tally.passed += file.assertionResults.filter((test) => test.status === 'passed').length
  tally.skipped += file.assertionResults.filter((test) => !['passed', 'failed'].includes(test.status)).length
  if (file.status !== 'failed') return say(`✔ ${name}`)
  say(`✖ ${name}`)
  if (failures.length === 0) {
    say(file.message)
    add(tally, failedTally(name, file.message))
  }
  for (const test of failures) {
    const text = test.failureMessages.join('\n')
    say(`  ✖ ${test.fullName}\n${text}`)
    add(tally, failedTally(`${name}${between}${test.fullName}`, text))
  }
}
