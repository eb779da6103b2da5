/** Names the device behind a request, as its user would: "Firefox on Windows". */

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?(?:iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b/, 'Windows'],
  [/\b(?:iPhone|iPad|iOS)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

const nameIn = (list: typeof browsers, text: string) => list.find(([sign]) => sign.test(text))?.[1] ?? ''

export interface DeviceName {
  /** The browser, or the program as it calls itself. */
  readonly browser: string
  readonly system: string
}

export function deviceName(userAgent: string): DeviceName {
  const program = /^[\w.-]+/.exec(userAgent)?.[0] ?? ''
  return {
    browser: nameIn(browsers, userAgent) || (program === 'Mozilla' ? '' : program.slice(0, 50)),
    system: nameIn(systems, userAgent),
  }
}

/** The same before and after an update of the browser; what a ticket is bound to. */
export function deviceClass(userAgent: string): string {
  const { browser, system } = deviceName(userAgent)
  return `${browser} ${system}`.trim()
}
