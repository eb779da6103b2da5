/** What axe-core finds on a page as it stands, in words short enough for a failing test. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const program = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface Finding {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

/** Awaits the movements that end, in one evaluation: the page's policy refuses a text evaluated again. */
const untilStill = `Promise.all(document.getAnimations()
  .filter((one) => one.playState === 'running' && one.effect.getComputedTiming().endTime !== Infinity)
  .map((one) => one.finished.catch(() => null)))`

/** The pointer is moved away first: a colour on its way from one state to the next is no finding. */
export async function faultsSeen(page: Page): Promise<string[]> {
  await page.mouse.move(0, 0)
  await page.evaluate(untilStill)
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(program)
  const options = JSON.stringify({
    runOnly: rules,
    resultTypes: ['violations'],
    preload: false,
    selectors: false,
  })
  const run = `axe.run(document, ${options}).then(({ violations }) => violations)`
  const findings = await page.evaluate<readonly Finding[]>(run)
  return findings.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
