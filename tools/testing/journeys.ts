/** Browser journeys: run where there is a browser, counted as skipped where there is none. */
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { chromiumArguments, findChromium } from './chromium.ts'
import { runNodeTests } from './node-tests.ts'
import type { Stage } from './stage.ts'
import { emptyTally, type Tally } from './tally.ts'

export async function runJourneys(files: string[], stage: Stage): Promise<Tally> {
  if (files.length === 0) return emptyTally()
  const chromiumFile = findChromium()
  if (chromiumFile) return await runWithBrowser(files, stage, chromiumFile)
  const skipped = files.reduce((count, file) => count + countJourneys(readFileSync(file, 'utf8')), 0)
  stage.say(`No Chromium here (install it, or name it in CHROMIUM): ${skipped} journeys skipped`)
  return { passed: 0, failed: 0, skipped }
}

/** One for all: each journey has windows, cookies and caches of its own in it. */
async function runWithBrowser(files: string[], stage: Stage, executablePath: string): Promise<Tally> {
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  const browser = await chromium.launchServer({ args: chromiumArguments, executablePath, ...signals })
  process.env.KONTOR_TEST_BROWSER = browser.wsEndpoint()
  try {
    return await runNodeTests(files, stage)
  } finally {
    await browser.close()
  }
}

function countJourneys(source: string): number {
  return Math.max(1, source.match(/^\s*(?:test|journey)\(/gm)?.length ?? 0)
}
