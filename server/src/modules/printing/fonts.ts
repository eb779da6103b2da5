/** The fonts of our papers, and which characters they can show. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const notoSans = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/package.json'))
const weights = ['400Regular', '600SemiBold']

/** Folders for the printer; only these weights, so that no font of the machine is nearer to what is asked. */
export const paperFontFolders: readonly string[] = weights.map((weight) => join(notoSans, weight))

/** Not in Noto Sans, but in the DejaVu Sans Mono that Typst brings along; the template names both. */
const symbols = '←↑→↓↔⇒⇔∅∆∏∑√∞∫≈≠≡≤≥⌀■□▪▫▲△▶▼◀◆◇○●★☆☎☐☑☒♀♂✓✔✗✘'

let known: ReadonlySet<number> | undefined

/** PDF/A allows no character without a glyph, so what cannot be shown has to be known before. */
export function canShow(character: string): boolean {
  known ??= new Set([
    ...readCharacters(readFileSync(join(notoSans, weights[0] ?? '', 'NotoSans_400Regular.ttf'))),
    ...[...symbols].map((symbol) => symbol.codePointAt(0) ?? 0),
  ])
  return known.has(character.codePointAt(0) ?? 0)
}

/** The code points of a font's `cmap` table, from its format 12 (groups of first, last, glyph) table. */
function* readCharacters(font: Buffer): Generator<number> {
  const cmap = findTable(font, 'cmap')
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index += 1) {
    const table = cmap + font.readUInt32BE(cmap + 4 + 8 * index + 4)
    if (font.readUInt16BE(table) !== 12) continue
    for (let group = 0; group < font.readUInt32BE(table + 12); group += 1) {
      const at = table + 16 + 12 * group
      for (let code = font.readUInt32BE(at); code <= font.readUInt32BE(at + 4); code += 1) yield code
    }
  }
}

function findTable(font: Buffer, tag: string): number {
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const entry = 12 + 16 * index
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8)
  }
  return 0
}
