/** What a call that waits would do, told of its record: the row it is about, and each field before and after. */
import type { Resource } from '#contract/kit/resource.ts'
import { isObject } from '#contract/kit/field/value.ts'
import type { Change } from '#server/kit/audit.ts'
import type { Context, Shown } from '#server/kit/context.ts'
import { fieldRule } from '#server/kit/rights.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readRows } from '#server/kit/query/read.ts'
import { recordOf } from '#server/kit/registry.ts'
import { permissions } from '#server/modules/user/permission-codes.ts'

export interface PendingCall {
  readonly permission: string
  readonly place: string | null
  readonly params: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface Description {
  readonly record: string | null
  readonly verb: string
  readonly row_id: string | null
  readonly row_label: string
  readonly changes: Readonly<Record<string, Change>>
}

const known = new Map(permissions.map((permission) => [permission.code, permission]))

/** Only of what the reader may see himself. */
export async function describeCall(call: PendingCall, ctx: Context): Promise<Description> {
  const { record: name = null, verb = '' } = known.get(call.permission) ?? {}
  const record = name === null ? null : recordOf(name)
  const row = record === null ? null : await rowOf(record, call, ctx)
  return {
    record: name,
    verb,
    row_id: row === null ? null : String(row.id),
    row_label: record === null || row === null ? '' : labelOf(record, row),
    changes: Object.fromEntries(changesOf(record, verb, row, call, ctx)),
  }
}

async function rowOf(record: Resource, { params }: PendingCall, ctx: Context): Promise<Shown | null> {
  const key = params.key ?? params.id
  if (key === undefined) return null
  const [row] = await readRows(record, [await resolveKey(record, key, ctx)], ctx)
  return row ?? null
}

function labelOf(record: Resource, row: Shown): string {
  return record.display.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = row[`${name}_name`] ?? row[name] ?? ''
    return typeof value === 'object' ? String(Object.values(value)[0] ?? '') : String(value)
  })
}

function* changesOf(
  record: Resource | null,
  verb: string,
  row: Shown | null,
  { place, body }: PendingCall,
  { identity }: Context,
): Generator<[string, Change]> {
  if (!isObject(body)) return
  for (const [name, sent] of Object.entries(body)) {
    const field = record?.fields[name]
    if (record !== null && fieldRule(identity, `${record.name}.${name}`, place) === 'hidden') continue
    if (field?.secret) yield [name, { old: '***', new: '***' }]
    else yield [name, { old: verb === 'change' ? (row?.[name] ?? null) : null, new: sent }]
  }
}
