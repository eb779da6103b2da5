/** All checks and tests in order, added up to one closing line. Parameters: paths of test files to run. */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { createLifecycle } from '#server/platform/lifecycle.ts'
import { testPostgresVariable } from '#server/testing/database.ts'
import { startTestPostgres } from '#server/testing/test-postgres.ts'
import { buildOfScreens, type Check, checks, runCheck, typesOfScreens } from './checks.ts'
import { auditDependencies } from './dependency-audit.ts'
import { summaryOf, tallyOf } from './failures.ts'
import { runJourneys } from './journeys.ts'
import { runNodeTests } from './node-tests.ts'
import { add, closingLine, emptyTally, secondsSince, type Tally } from './tally.ts'
import { runWebTests } from './web-tests.ts'

type Stage = (files: string[], projectFolder: string, signal: AbortSignal) => Promise<Tally>

const projectFolder = join(import.meta.dirname, '../..')
const filters = process.argv.slice(2)
const interruption = new AbortController()
const total = emptyTally()
const lifecycle = createLifecycle(130)
lifecycle.onStop(() => interruption.abort())

async function stage(name: string, work: () => Promise<Tally>): Promise<void> {
  const start = performance.now()
  console.log(`── ${name}`)
  const tally = await tallyOf(name, work)
  add(total, tally)
  const outcome = tally.failed ? 'FAILED' : tally.passed ? 'ok' : 'nothing to do'
  console.log(`   ${name}: ${outcome}, ${secondsSince(start)}`)
}

function find(...patterns: string[]): string[] {
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: projectFolder })).toSorted()
  const wanted = files.filter(
    (file) => filters.length === 0 || filters.some((filter) => file.includes(filter)),
  )
  return wanted.map((file) => join(projectFolder, file))
}

async function testStage(name: string, files: string[], run: Stage): Promise<void> {
  if (files.length > 0) await stage(name, () => run(files, projectFolder, interruption.signal))
}

/** One for all files. That the migrations apply counts as a test. */
async function startDatabase(): Promise<Tally> {
  const postgres = await startTestPostgres()
  process.env[testPostgresVariable] = postgres.superuserUrl
  lifecycle.onStop(postgres.stop)
  return { passed: 1, failed: 0, skipped: 0 }
}

const runOne = (check: Check) => stage(check.name, () => runCheck(check, projectFolder, interruption.signal))

/** Gives what still runs when all others are done: the types of the screens, beside the tests. */
async function runChecks(): Promise<{ readonly last: Promise<void> }> {
  const audit = () => auditDependencies(projectFolder, interruption.signal)
  const others = [inOrder(checks), stage('known holes in dependencies', audit)]
  await runOne(buildOfScreens)
  const last = runOne(typesOfScreens)
  await Promise.all(others)
  return { last }
}

async function inOrder(several: readonly Check[]): Promise<void> {
  for (const check of several) await runOne(check)
}

async function runAll(): Promise<void> {
  const checked = filters.length === 0 ? await runChecks() : null
  const nodeFiles = find('{contract,server,tools,bench}/**/*.test.ts')
  const journeys = find('e2e/**/*.spec.ts')
  if (nodeFiles.length + journeys.length > 0) await stage('database for the tests', startDatabase)
  await testStage('tests of contract, server and tools', nodeFiles, runNodeTests)
  await testStage('tests of the screens', find('web/**/*.test.ts'), runWebTests)
  await testStage('journeys in the browser', journeys, runJourneys)
  await checked?.last
  if (total.passed + total.failed + total.skipped === 0) console.log(`No test file fits ${filters.join(' ')}`)
  const hasFailed = total.failed > 0 || total.passed === 0
  process.once('exit', () => console.log(summaryOf(total.failures ?? []) + closingLine(total)))
  lifecycle.stop(hasFailed ? 1 : 0)
}

runAll().catch(lifecycle.fail)
