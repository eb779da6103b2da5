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
