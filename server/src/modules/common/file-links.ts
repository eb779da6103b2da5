/** Who else may read a file: whoever may see a row that shows it, such as the picture of a product (FILE-05). */
import type { Context } from '#server/kit/context.ts'

/** What the rows of a module say: the caller sees one that shows the file, must not see it there, or nothing. */
export type FileLink = (file: string, ctx: Context) => Promise<'shown' | 'hidden' | null>

const links: FileLink[] = []

/** Called by the modules whose rows show files, when they are loaded. */
export function registerFileLink(link: FileLink): void {
  links.push(link)
}

/** What one row hides no other opens: whoever may link files would see any photo by linking it himself. */
export async function linkOf(file: string, ctx: Context): Promise<'shown' | 'hidden' | null> {
  let found: 'shown' | null = null
  for (const link of links) {
    const said = await link(file, ctx)
    if (said === 'hidden') return said
    found ??= said
  }
  return found
}
