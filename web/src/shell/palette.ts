/** What the command palette offers, and which of it fits the words typed so far. */

export interface Command {
  readonly key: string
  readonly label: string
  /** A softer second text, searched too. */
  readonly hint?: string
  readonly icon: string
  readonly run: () => void
}

export interface CommandGroup {
  readonly key: string
  readonly label: string
  readonly commands: readonly Command[]
}

/** Commands in which every typed word begins a word; those whose name begins with the text come first. */
export function fitting(commands: readonly Command[], text: string): Command[] {
  const wanted = plain(text)
  const words = wanted.split(/\s+/).filter((word) => word !== '')
  const fits = commands.filter((command) => {
    const parts = plain(`${command.label} ${command.hint ?? ''}`).split(/[\s:/-]+/)
    return words.every((word) => parts.some((part) => part.startsWith(word)))
  })
  const rank = (command: Command) => (plain(command.label).startsWith(wanted) ? 0 : 1)
  return fits.toSorted((a, b) => rank(a) - rank(b))
}

/** Without case and accents: `Aufträge` is found by `auftrage`. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim()
}
