/** What modules say of files beyond the rights on rows, such as whom one shows one's photo to. */
import type { Context } from '#server/kit/context.ts'

/** Files that a row shows to the caller, and those it hides from him whatever else refers to them. */
export type FileLinks = (
  files: readonly string[],
  ctx: Context,
) => Promise<readonly (readonly [file: string, said: 'shown' | 'hidden'])[]>

const links: FileLinks[] = []

/** Called by the modules whose rows show files, when they are loaded. */
export function registerFileLinks(said: FileLinks): void {
  links.push(said)
}

export async function linksOf(
  files: readonly string[],
  ctx: Context,
): Promise<ReadonlyMap<string, 'shown' | 'hidden'>> {
  const found = new Map<string, 'shown' | 'hidden'>()
  // One after the other: some ask with the whole tenant in view, and others must not.
  for (const sayOf of links) {
    for (const [file, said] of await sayOf(files, ctx)) {
      if (found.get(file) !== 'hidden') found.set(file, said)
    }
  }
  return found
}
