/** Who else may read a file: whoever may see a row that shows it, such as the picture of a product (FILE-05). */
import type { Context } from '#server/kit/context.ts'

/** True where the caller sees a row that links the file. */
export type FileLink = (file: string, ctx: Context) => Promise<boolean>

const links: FileLink[] = []

/** Called by the modules whose rows show files, when they are loaded. */
export function registerFileLink(link: FileLink): void {
  links.push(link)
}

export async function isLinked(file: string, ctx: Context): Promise<boolean> {
  for (const link of links) if (await link(file, ctx)) return true
  return false
}
