/** Finds rows by the natural key of their record, such as a code. */
import { isUuid } from '#contract/kit/field/value.ts'
import { Refusal } from '#contract/kit/failure.ts'
import { type Resource, tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { ignoresCase } from '#server/kit/field/columns.ts'
import { standing } from '#server/kit/field/stored.ts'
import { quote } from './display.ts'

/** `code_lower = lower($2)` where case does not count. */
export function keyEquals(record: Resource, key: string, parameter: string): string {
  return ignoresCase(record, key)
    ? `${quote(`${key}_lower`)} = lower(${parameter})`
    : `${quote(key)} = ${parameter}`
}

/** The id behind an address: a UUID or the record's natural key. */
export async function resolveKey(record: Resource, key: string, ctx: Context): Promise<string> {
  if (isUuid(key)) return key.toLowerCase()
  const id = key.length > 200 ? null : await lookUpKey(record, key, ctx)
  if (id === null) throw new Refusal('kit.not_found')
  return id
}

const keysOf = new WeakMap<Context, Map<string, Promise<string | null>>>()

/** The id of the row with a natural key; looked up once a transaction. */
export function findByKey(target: Resource, key: string, ctx: Context): Promise<string | null> {
  const known = keysOf.get(ctx) ?? new Map<string, Promise<string | null>>()
  keysOf.set(ctx, known)
  const place = `${target.name} ${key}`
  const found = known.get(place) ?? lookUpKey(target, key, ctx)
  known.set(place, found)
  return found
}

async function lookUpKey(target: Resource, key: string, ctx: Context): Promise<string | null> {
  if (target.key === undefined) return null
  const { hasTenant, mayBeStandard } = standing(target)
  const own = mayBeStandard ? '(tenant_id = $1 or tenant_id is null)' : 'tenant_id = $1'
  const tenant = hasTenant ? own : '$1::uuid is not distinct from $1::uuid'
  const text = `select id from ${quote(tableOf(target))}
    where ${tenant} and ${keyEquals(target, target.key, '$2')} order by id limit 1`
  const [row] = await ctx.rows<{ id: string }>(text, [ctx.tenantId, key])
  return row?.id ?? null
}
