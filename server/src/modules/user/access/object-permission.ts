/** Rights on single rows, given only by who has them for that row through a role. */
import { isUuid } from '#contract/kit/field/value.ts'
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import { objectPermission } from '#contract/user/object-permission.ts'
import { type AuditEntry, writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { judgeRow, mustHaveRow } from '#server/kit/rights.ts'
import { readRows } from '#server/kit/query/read.ts'
import { allRecords } from '#server/kit/registry.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { passing } from './passing.ts'
import { mustKeepDutiesOfRow } from '#server/modules/user/duties/keep-duties.ts'
import { forGood } from '#server/modules/user/held-permissions.ts'

type Row = Readonly<Record<string, unknown>>

/** An identity carries them all; beyond it a role is the better way. */
const mostRows = 1000

export const objectPermissions = serve(objectPermission, {
  beforeSave: checkObjects,
  afterSave: async (drafts, ctx) => {
    writeAudit(drafts.flatMap(rightsChanged), ctx)
  },
  async suits(rows, ctx) {
    const held = await passing(rows, (row) => mustHoldThem(row, ctx))
    return (_verb, { id }) => held.has(id)
  },
  beforeDelete: async (rows, ctx) => {
    for (const row of rows) await mustHoldThem(row, ctx)
  },
  afterDelete: async (rows, ctx) => {
    const gone = rows.map((before) => ({ id: String(before.id), before, values: null }))
    writeAudit(gone.flatMap(rightsChanged), ctx)
  },
})

async function checkObjects(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const { values, before } of drafts) {
    const fault = (pointer: string, code: string): Fault => ({
      pointer,
      code,
      parameters: { limit: mostRows },
    })
    const isOne = (values.user === null) !== (values.role === null)
    if (!isOne) throw new Refusal('kit.invalid', {}, [fault('/user', 'user.object_subject')])
    if (values.ends_at && Date.parse(String(values.ends_at)) <= ctx.now.getTime() && before === null)
      throw new Refusal('kit.invalid', {}, [fault('/ends_at', 'user.period_over')])
    if (before !== null) {
      await mustHoldThem(values, ctx)
      continue
    }
    const text = `select count(*) as count from object_permission
      where tenant_id = $1 and user_id is not distinct from $2 and role_id is not distinct from $3`
    const [counted] = await ctx.rows<{ count: number }>(text, [ctx.tenantId, values.user, values.role])
    if ((counted?.count ?? 0) >= mostRows)
      throw new Refusal('kit.invalid', {}, [fault('/user', 'user.too_many_objects')])
    await mustHoldThem(values, ctx)
  }
  for (const draft of drafts) await mustKeepDuties(draft, ctx)
}

async function mustKeepDuties({ id, values }: Draft, ctx: Context): Promise<void> {
  const record = recordIn(values)
  const [row] = record === null ? [] : await readRows(record, [String(values.row_id)], ctx)
  if (record === null || row === undefined) return
  const permissions = verbs.filter((verb) => values[`can_${verb}`] === true)
  const right = {
    id,
    user: values.user as string | null,
    role: values.role as string | null,
    permissions: permissions.map((verb) => permissionOf(record, verb)),
    organization: String(row.organization ?? ctx.tenantId),
    ends_at: (values.ends_at ?? null) as string | null,
  }
  await mustKeepDutiesOfRow(right, ctx)
}

const verbs = ['view', 'change', 'delete'] as const

/** Not by a right on the row itself, nor by an elevation: what is lent may not be given away. */
async function mustHoldThem(values: Row, ctx: Context): Promise<void> {
  const record = recordIn(values)
  const id = String(values.row_id)
  const [row] = record === null || !isUuid(id) ? [] : await readRows(record, [id], ctx)
  if (record === null || row === undefined) throw invalid('/row_id', 'user.object_unknown')
  const identity = { ...forGood(ctx.identity), objects: new Map() }
  for (const verb of verbs) {
    if (values[`can_${verb}`] !== true || judgeRow(identity, record, verb, row) === 'granted') continue
    mustHaveRow({ ...identity, memberships: [], permissionCache: new Map() }, record, verb, row)
  }
}

function recordIn({ record: name }: Row): Resource | null {
  const found = allRecords().find(({ record }) => record.name === name)?.record
  return found === undefined || found.partOf !== undefined || found.scope === 'global' ? null : found
}

function rightsChanged({ id, before, values }: Pick<Draft, 'id' | 'before'> & { values: Row | null }) {
  const can = (row: Row | null) => verbs.filter((verb) => row?.[`can_${verb}`] === true)
  const [old, fresh] = [can(before), can(values)]
  const row = values ?? before
  const entry = (action: string, side: 'old' | 'new', list: readonly string[]): AuditEntry[] => {
    if (list.length === 0) return []
    const change = (value: unknown) => ({ old: null, new: null, [side]: value })
    const named = Object.fromEntries(
      ['user', 'role', 'record', 'row_id'].map((name) => [name, change(row?.[name])]),
    )
    const about = { record: objectPermission.name, recordId: id, label: '', organizationId: null }
    return [{ action, ...about, changes: { ...named, permissions: change(list) } }]
  }
  return [
    ...entry(
      'PERMISSION_ASSIGN',
      'new',
      fresh.filter((verb) => !old.includes(verb)),
    ),
    ...entry(
      'PERMISSION_REVOKE',
      'old',
      old.filter((verb) => !fresh.includes(verb)),
    ),
  ]
}
