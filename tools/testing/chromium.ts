/** The browser for the journeys: the one CHROMIUM names, or the one the machine has. */
import { existsSync } from 'node:fs'

/** The shell is the same engine without the windows around it, and a journey in it costs a sixth less. */
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM
  return (given ? [given] : places).find((file) => existsSync(file))
}

/** Chromium heeds the last such list alone: these are Playwright's own. */
const unwantedInTests = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]
/** Two pages of the address bar, which nobody sees, for each window: most of a second of work. */
const unseen = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup']

/** Pages that live for seconds are not worth optimising either: a load takes an eighth less without, a look a fifth. */
export const chromiumArguments = [
  '--no-sandbox',
  '--js-flags=--no-opt --no-maglev',
  `--disable-features=${[...unwantedInTests, ...unseen].join()}`,
]
