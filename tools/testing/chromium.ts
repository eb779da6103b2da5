/** The browser for the journeys: the one CHROMIUM names, or the one the machine has. */
import { existsSync } from 'node:fs'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM
  return (given ? [given] : places).find((file) => existsSync(file))
}

/** Set by `npm test`, which starts one browser for all journeys. */
export const browserVariable = 'KONTOR_TEST_BROWSER'

export function chromiumOptions(): { args: string[]; executablePath?: string } {
  const executablePath = findChromium()
  return { args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) }
}
