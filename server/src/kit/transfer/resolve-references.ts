/** Turns natural keys in import rows into ids, one statement a field for the whole batch. */
import { isUuid } from '#contract/kit/field/value.ts'
import type { Resource } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { isReference, targetOf } from '#server/kit/field/stored.ts'
import { recordOf } from '#server/kit/registry.ts'
import { rowsOfKeys } from './natural-key.ts'

interface Row {
  readonly body: Record<string, unknown>
}

/** Keys that name nothing stay, so that the field's own check refuses them by name. */
export async function resolveReferences(
  record: Resource,
  rows: readonly Row[],
  organizationId: string,
  ctx: Context,
): Promise<void> {
  for (const [name, field] of Object.entries(record.fields)) {
    if (!isReference(field) || field.owned) continue
    const keys = rows.flatMap(({ body }) => {
      const value = body[name]
      return typeof value === 'string' && value !== '' && !isUuid(value) ? [value] : []
    })
    if (keys.length === 0) continue
    const ids = await rowsOfKeys(recordOf(targetOf(record, field)), keys, organizationId, ctx)
    for (const { body } of rows) {
      const id = ids.get(String(body[name]))
      if (id !== undefined) body[name] = id
    }
  }
}
