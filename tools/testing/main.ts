/** All checks and tests, added up to one closing line. Parameters: paths of test files to run. */
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
import { createPlaces } from './places.ts'
import { openRunFolders } from './run-folders.ts'
import type { Stage } from './stage.ts'
import { add, closingLine, emptyTally, secondsSince, type Tally } from './tally.ts'
import { createTelling } from './telling.ts'
import { runWebTests } from './web-tests.ts'

type Work = (stage: Stage) => Promise<Tally>

const projectFolder = join(import.meta.dirname, '../..')
const filters = process.argv.slice(2)
const interruption = new AbortController()
const places = createPlaces()
const telling = createTelling()
const total = emptyTally()
const lifecycle = createLifecycle(130)
// Removed last of all.
lifecycle.onStop(openRunFolders().remove)
lifecycle.onStop(() => interruption.abort())
lifecycle.onStop(telling.flush)

/** Begins when what it needs is there; told of after the stages that were asked for before. */
async function stage(name: string, work: Work, ...needs: readonly Promise<void>[]): Promise<void> {
  await telling.section(async (say) => {
    await Promise.all(needs)
    const start = performance.now()
    say(`── ${name}`)
    const around = { projectFolder, signal: interruption.signal, places, say }
    const tally = await tallyOf(name, () => work(around), say)
    add(total, tally)
    const outcome = tally.failed ? 'FAILED' : tally.passed ? 'ok' : 'nothing to do'
    say(`   ${name}: ${outcome}, ${secondsSince(start)}`)
  })
}

function find(...patterns: string[]): string[] {
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: projectFolder })).toSorted()
  const wanted = files.filter(
    (file) => filters.length === 0 || filters.some((filter) => file.includes(filter)),
  )
  return wanted.map((file) => join(projectFolder, file))
}

/** One for all files. That the migrations apply counts as a test. */
async function startDatabase(): Promise<Tally> {
  const postgres = await startTestPostgres()
  process.env[testPostgresVariable] = postgres.superuserUrl
  lifecycle.onStop(postgres.stop)
  return { passed: 1, failed: 0, skipped: 0 }
}

async function check(one: Check, ...needs: readonly Promise<void>[]): Promise<void> {
  await stage(one.name, (around) => runCheck(one, around), ...needs)
}

async function testStage(
  name: string,
  files: string[],
  run: (files: string[], around: Stage) => Promise<Tally>,
  ...needs: readonly Promise<void>[]
): Promise<void> {
  if (files.length > 0) await stage(name, (around) => run(files, around), ...needs)
}

async function runAll(): Promise<void> {
  const isWhole = filters.length === 0
  const nodeFiles = find('{contract,server,tools,bench}/**/*.test.ts')
  const journeys = find('e2e/**/*.spec.ts')
  const nothing = Promise.resolve()
  const screens = isWhole ? check(buildOfScreens) : nothing
  const checked = isWhole ? checks.map((one) => check(one)) : []
  const needsDatabase = nodeFiles.length + journeys.length > 0
  const database = needsDatabase ? stage('database for the tests', startDatabase) : nothing
  const runOwn = (files: string[], around: Stage) => runNodeTests(files, around, { screens })
  await Promise.all([
    screens,
    ...checked,
    database,
    testStage('tests of contract, server and tools', nodeFiles, runOwn, database),
    isWhole ? check(typesOfScreens, screens) : nothing,
    testStage('tests of the screens', find('web/**/*.test.ts'), runWebTests, screens),
    testStage('journeys in the browser', journeys, runJourneys, screens, database),
    isWhole ? stage('known holes in dependencies', auditDependencies) : nothing,
  ])
  if (total.passed + total.failed + total.skipped === 0) console.log(`No test file fits ${filters.join(' ')}`)
  const hasFailed = total.failed > 0 || total.passed === 0
  process.once('exit', () => console.log(summaryOf(total.failures ?? []) + closingLine(total)))
  lifecycle.stop(hasFailed ? 1 : 0)
}

runAll().catch(lifecycle.fail)
