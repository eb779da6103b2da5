/** Browser journeys: run where there is a browser, counted as skipped where there is none. */
import { readFileSync } from 'node:fs'
import { findChromium } from './chromium.ts'
import { runNodeTests } from './node-tests.ts'
import type { Tally } from './tally.ts'

export async function runJourneys(
  files: string[],
  projectFolder: string,
  signal: AbortSignal,
): Promise<Tally> {
  if (files.length === 0 || findChromium()) return await runNodeTests(files, projectFolder, signal)
  const skipped = files.reduce((count, file) => count + countJourneys(readFileSync(file, 'utf8')), 0)
  console.log(`No Chromium here (install it, or name it in CHROMIUM): ${skipped} journeys skipped`)
  return { passed: 0, failed: 0, skipped }
}

function countJourneys(source: string): number {
  return Math.max(1, source.match(/^\s*(?:test|journey)\(/gm)?.length ?? 0)
}
