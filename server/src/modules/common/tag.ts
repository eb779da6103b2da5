/** Tags: the slug is made from the name. */
import { tag } from '#contract/common/tag.ts'
import { slugOf } from '#contract/kit/slug.ts'
import { type Draft, serve } from '#server/kit/served.ts'

export const tags = serve(tag, { beforeSave: makeSlug })

async function makeSlug(drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) draft.values.slug = slugOf(String(draft.values.name))
}
