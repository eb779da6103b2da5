/** Browser journeys: run where there is a browser, counted as skipped where there is none. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { findChromium } from './chromium.ts'
import { runNodeTests } from './node-tests.ts'
import { emptyTally, type Tally } from './tally.ts'

export async function runJourneys(
  files: string[],
  projectFolder: string,
  signal: AbortSignal,
): Promise<Tally> {
  if (files.length === 0) return emptyTally()
  const chromiumFile = findChromium()
  if (chromiumFile) return await runWithBrowser(files, projectFolder, signal, chromiumFile)
  const skipped = files.reduce((count, file) => count + countJourneys(readFileSync(file, 'utf8')), 0)
  console.log(`No Chromium here (install it, or name it in CHROMIUM): ${skipped} journeys skipped`)
  return { passed: 0, failed: 0, skipped }
}

/** One browser and one process with the servers for all: each journey has its own windows and its own server. */
async function runWithBrowser(
  files: string[],
  projectFolder: string,
  signal: AbortSignal,
  executablePath: string,
): Promise<Tally> {
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  const browser = await chromium.launchServer({ args: ['--no-sandbox'], executablePath, ...signals })
  const host = spawn(process.execPath, ['server/src/testing/journey-host.ts'], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  try {
    const [address] = await Promise.race([
      once(createInterface({ input: host.stdout! }), 'line', { signal }),
      once(host, 'exit').then(() => [null]),
    ])
    if (address === null) return { ...emptyTally(), failed: 1 }
    Object.assign(process.env, {
      KONTOR_TEST_BROWSER: browser.wsEndpoint(),
      KONTOR_TEST_HOST: address,
    })
    return await runNodeTests(files, projectFolder, signal)
  } finally {
    await browser.close()
    if (host.kill()) await once(host, 'exit')
  }
}

function countJourneys(source: string): number {
  return Math.max(1, source.match(/^\s*(?:test|journey)\(/gm)?.length ?? 0)
}
