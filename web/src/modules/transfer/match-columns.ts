/** Which column of a file means which field, by the likeness of their names. */

export interface Target {
  readonly name: string
  /** In the reader's language. */
  readonly label: string
  readonly is_required: boolean
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** The field for each column, empty where none is like it; no field twice. */
export function matchColumns(columns: readonly string[], targets: readonly Target[]): string[] {
  const free = new Map(targets.map((target) => [target.name, target]))
  const take = (isLike: (target: Target) => boolean): string => {
    const found = [...free.values()].find(isLike)
    if (found !== undefined) free.delete(found.name)
    return found?.name ?? ''
  }
  const exact = columns.map((column) => take(({ name }) => name === column))
  return columns.map((column, index) => {
    const wanted = plain(column)
    if (exact[index] !== '' || wanted === '') return exact[index] ?? ''
    return take(({ name, label }) => plain(name) === wanted || plain(label) === wanted)
  })
}

/** Required fields that no column fills. */
export function missingTargets(chosen: readonly string[], targets: readonly Target[]): readonly Target[] {
  return targets.filter(({ name, is_required }) => is_required && !isFilled(name, chosen))
}

/** One language of a text is enough for it. */
function isFilled(name: string, chosen: readonly string[]): boolean {
  const [head = '', part] = name.split('.')
  if (part === undefined || !/^[a-z]{2}$/.test(part)) return chosen.includes(name)
  return chosen.some((one) => one.startsWith(`${head}.`))
}
