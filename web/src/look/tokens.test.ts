/** The tokens keep the contrast of WCAG AA in light and dark: 4.5 for text, 3 for what marks a control. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(`${import.meta.dirname}/tokens.css`, 'utf8')
const base = tokensOf(/@theme static \{([\s\S]*?)\n\}/)
const modes = {
  light: tokensOf(/:root,\n\.light \{([\s\S]*?)\n\}/),
  dark: tokensOf(/\n\.dark \{([\s\S]*?)\n\}/),
}

const surfaces = ['surface', 'surface-sunken', 'surface-raised', 'surface-hover', 'surface-selected']
const texts = ['text', 'text-strong', 'text-soft', 'text-faint', 'accent-text', 'tone-danger']
const tones = ['neutral', 'info', 'active', 'success', 'warning', 'danger']
const marks = ['control-line', 'focus']

describe.each(Object.entries(modes))('%s', (_, tokens) => {
  const pairs: [front: string, back: string, least: number][] = [
    ...texts.flatMap((front) => surfaces.map((back): [string, string, number] => [front, back, 4.5])),
    ...tones.map((tone): [string, string, number] => [`tone-${tone}`, `tone-${tone}-soft`, 4.5]),
    ...marks.flatMap((front) =>
      surfaces.slice(0, 2).map((back): [string, string, number] => [front, back, 3]),
    ),
    ['on-accent', 'accent', 4.5],
    ['on-accent', 'accent-strong', 4.5],
    ['on-accent', 'tone-danger', 4.5],
  ]
  test.each(pairs)('%s on %s', (front, back, least) => {
    expect(contrast(colour(tokens, front), colour(tokens, back))).toBeGreaterThanOrEqual(least)
  })
})

function tokensOf(block: RegExp): ReadonlyMap<string, string> {
  const text = block.exec(css)?.[1] ?? ''
  return new Map(
    [...text.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

function colour(tokens: ReadonlyMap<string, string>, name: string): string {
  const value = tokens.get(name) ?? base.get(name) ?? ''
  return value.startsWith('var(--') ? colour(tokens, value.slice(6, -1)) : value
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const digits = hex.slice(1)
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(full.slice(at, at + 2), 16) / 255
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
