/** What no file may contain: too many bytes, names of package registries, words we do not use. */
import type { Rule } from './rule.ts'
import { exceptionsFile, wordsIn } from './exceptions.ts'

const largest = 400_000

export const largeFile: Rule = {
  name: 'large-file',
  says: `No file of more than ${largest / 1000} kB.`,
  *check(project) {
    for (const { path, bytes } of project.sources) {
      if (bytes <= largest) continue
      yield { file: path, line: 1, message: `${bytes} bytes, at most ${largest}` }
    }
  },
}

// Web sites of projects are welcome in documents; hosts that serve packages are a matter of each machine.
const hosts = [
  /\bregistry\.([a-z0-9-]+\.)+(com|org|net|io|dev|cn|de|eu|local|internal)\b/,
  /\b(npm|npmjs|pypi|yarnpkg|jsr|artifactory|nexus)\.([a-z0-9-]+\.)*(com|org|net|io)\b(?!\/package\/)/,
  /\/\/[^/\s"']+\/(artifactory|nexus|api\/npm|repository\/npm)/,
  /^\s*(@[a-z-]+:)?registry\s*=/,
  /"resolved":\s*"https?:/,
]

export const registryHost: Rule = {
  name: 'registry-host',
  says: 'No file names the host of a package registry, the lock file included.',
  *check(project) {
    for (const { path, lines } of project.sources) {
      for (const [index, text] of lines.entries()) {
        if (text.length > 2000 || !hosts.some((host) => host.test(text))) continue
        yield { file: path, line: index + 1, message: 'the registry is set on each machine, not here' }
      }
    }
  },
}

export const bannedWord: Rule = {
  name: 'word',
  says: `No file contains a word listed as \`word\` in ${exceptionsFile}.`,
  *check(project) {
    const words = wordsIn(project).map(({ word, reason }) => ({ word, reason, pattern: patternOf(word) }))
    for (const { path, lines } of project.sources) {
      if (path === exceptionsFile || path === 'package-lock.json') continue
      for (const [index, text] of lines.entries()) {
        for (const { word, reason, pattern } of words) {
          if (pattern.test(text)) yield { file: path, line: index + 1, message: `${word}: ${reason}` }
        }
      }
    }
  },
}

/** A word in lower case is met in any case; otherwise only as it is written. */
function patternOf(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\d_])${escaped}(?![\\p{L}\\d_])`, word === word.toLowerCase() ? 'iu' : 'u')
}
