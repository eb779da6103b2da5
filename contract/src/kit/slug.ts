/** Makes a slug of a name: `Große Büste` is `grosse-bueste`. */

const german: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

/** Lower-case letters, digits and hyphens; `item` where nothing is left. */
export function slugOf(name: string): string {
  const spelt = name.toLowerCase().replace(/[äöüß]/g, (letter) => german[letter] ?? letter)
  const plain = spelt.normalize('NFKD').replace(/[\u0300-\u036f]/g, '')
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  return slug === '' ? 'item' : slug
}
