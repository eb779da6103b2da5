/** The places that a warehouse or its legal entity has for a purpose: where goods go when nobody says. */
import { refuse } from '#contract/inventory/failures.ts'
import { stockLocation } from '#contract/inventory/stock-location.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'

export type DefaultPlace = 'storage' | 'returns' | 'transit'
export type VirtualPlace = 'supplier' | 'customer' | 'production' | 'adjustment'

const defaultText = `select l.id, l.default_for, w.name as warehouse from warehouse w
left join stock_location l on l.tenant_id = w.tenant_id and l.warehouse_id = w.id and l.default_for = $3
where w.tenant_id = $1 and w.id = $2`

export async function defaultPlace(warehouse: string, kind: DefaultPlace, ctx: Context): Promise<string> {
  const [row] = await ctx.rows<{ id: string | null; warehouse: string }>(defaultText, [
    ctx.tenantId,
    warehouse,
    kind,
  ])
  if (row?.id) return row.id
  return refuse('inventory.no_default_place', { warehouse: row?.warehouse ?? warehouse, kind })
}

const virtualText = `select l.id from organization o
join stock_location l on l.tenant_id = o.tenant_id and l.organization_id = o.legal_entity_id
where o.tenant_id = $1 and o.id = $2 and l.warehouse_id is null and l.usage = $3 order by l.id limit 1`

/** The supplier, customer, production or adjustment place of an organization's legal entity. */
export async function virtualPlace(
  organizationId: string,
  usage: VirtualPlace,
  ctx: Context,
): Promise<string> {
  const [row] = await ctx.withWholeTenant(() =>
    ctx.rows<{ id: string }>(virtualText, [ctx.tenantId, organizationId, usage]),
  )
  return row?.id ?? refuse('inventory.no_default_place', { warehouse: 'The company', kind: usage })
}

const quarantineText = `select p.id, p.name, p.is_new, w.organization_id as organization
from warehouse w cross join kontor.quarantine_place(w.id) p where w.tenant_id = $1 and w.id = $2`

/** Where goods go that inspection holds back; a warehouse without such a place gets one. Null where it cannot. */
export async function quarantinePlace(warehouse: string, ctx: Context): Promise<string | null> {
  const [row] = await ctx.withWholeTenant(() =>
    ctx.rows<{ id: string; name: string; is_new: boolean; organization: string }>(quarantineText, [
      ctx.tenantId,
      warehouse,
    ]),
  )
  if (row?.is_new) {
    const entry = {
      action: 'CREATE',
      record: stockLocation.name,
      recordId: row.id,
      label: row.name,
      organizationId: row.organization,
      changes: { warehouse: { old: null, new: warehouse } },
    }
    writeAudit([entry], ctx)
  }
  return row?.id ?? null
}
