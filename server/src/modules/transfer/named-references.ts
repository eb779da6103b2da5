/** Finds what cells mean that name another row by its words instead of its key: `Stk`, `Deutschland`, a name. */
import { isObject, isUuid } from '#contract/kit/field/value.ts'
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { isReference, standing, storedFields, targetOf } from '#server/kit/field/stored.ts'
import { displayOf, quote } from '#server/kit/query/display.ts'
import { recordOf } from '#server/kit/registry.ts'
import { resolveReferences } from '#server/kit/transfer/resolve-references.ts'

interface Row {
  readonly body: Record<string, unknown>
}

/**
 * Puts ids in place of keys, and of names that are no key and mean exactly one row; all others stay, so that the
 * field's own check refuses them. A row is meant by what lists and forms call it or by what it is searched by, in
 * English or German, in small or large letters.
 */
export async function resolveNames(
  record: Resource,
  rows: readonly Row[],
  organizationId: string,
  ctx: Context,
): Promise<void> {
  await resolveReferences(record, rows, organizationId, ctx)
  for (const [name, field] of Object.entries(record.fields)) {
    if (!isReference(field)) continue
    const target = recordOf(targetOf(record, field))
    if (field.owned) {
      const nested = rows.map(({ body }) => body[name]).filter(isObject)
      await resolveNames(
        target,
        nested.map((body) => ({ body })),
        organizationId,
        ctx,
      )
      continue
    }
    const words = rows.map(({ body }) => body[name]).filter(isWord)
    const ids = await rowsNamed(target, words, ctx)
    for (const { body } of rows) {
      const word = body[name]
      if (isWord(word)) body[name] = ids.get(folded(word)) ?? word
    }
  }
}

const isWord = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && !isUuid(value)

const folded = (value: unknown): string => String(value).normalize('NFC').trim().toLowerCase()

async function rowsNamed(
  target: Resource,
  words: readonly string[],
  ctx: Context,
): Promise<ReadonlyMap<string, string>> {
  if (words.length === 0) return new Map()
  const { hasTenant, mayBeStandard } = standing(target)
  const own = mayBeStandard ? '(t.tenant_id = $2 or t.tenant_id is null)' : 't.tenant_id = $2'
  const text = `select n.name, min(t.id::text) as id from ${quote(tableOf(target))} t
cross join lateral (values ${namesOf(target)
    .map((name) => `(lower(${name}))`)
    .join(', ')}) n(name)
where ${hasTenant ? own : '$2::uuid is not distinct from $2'} and n.name = any($1::text[])
group by n.name having count(distinct t.id) = 1`
  const found = await ctx.rows<{ name: string; id: string }>(text, [words.map(folded), ctx.tenantId])
  return new Map(found.map(({ name, id }) => [name, id]))
}

/** SQL expressions of all a row of `target` is called. */
function namesOf(target: Resource): readonly string[] {
  const searched = storedFields(target).filter(({ name }) => target.list.search.includes(name))
  const shown = ["'de'", "'en'"].map((language) => displayOf(target, 't', language))
  return [
    ...shown,
    ...searched.flatMap(({ column, field }) => {
      if (field.kind === 'text') return [`t.${quote(column)}`]
      if (field.kind !== 'translated_text') return []
      return [`t.${quote(column)}->>'de'`, `t.${quote(column)}->>'en'`]
    }),
  ]
}
