/** Asks the stock ledger for what confirmed orders need: what is free is reserved, the rest waits (DOMAIN 4). */
import { subtract } from '#contract/kit/decimal.ts'
import { refuse } from '#contract/sales/failures.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { nameOf } from '#server/modules/sales/document/document-guards.ts'
import { linesOf, numberOf, textOf } from '#server/modules/sales/document/draft-values.ts'

const reserveText = `select document_line_id, trim_scale(quantity)::text as quantity,
  trim_scale(reserved)::text as reserved from kontor.reserve($1::jsonb)`

export const reservedSupplies = ['stock', 'buy_to_order', 'make_to_order']

export const isReserved = (line: Draft): boolean => reservedSupplies.includes(String(line.values.supply))

export interface Wanted {
  readonly order: Draft
  readonly line: Draft
  /** Still to be supplied, in base unit; 0 ends the demand. */
  readonly quantity: string
}

/** All lines of newly confirmed orders. */
export function wantedBy(order: Draft): Wanted[] {
  return linesOf(order)
    .filter(isReserved)
    .map((line) => {
      const quantity = subtract(numberOf(line, 'base_quantity'), numberOf(line, 'cancelled_quantity'))
      return { order, line, quantity }
    })
}

/** One call for all lines of all orders: the ledger locks what it needs at once, in one order. */
export async function reserveLines(wanted: readonly Wanted[], ctx: Context): Promise<void> {
  const demands = wanted.map(
    ({ order, line, quantity }): DemandRow => ({
      document_kind: 'sales_order',
      document_id: order.id,
      document_line_id: line.id,
      organization_id: order.organizationId,
      product_id: line.values.product,
      warehouse_id:
        textOf(order, 'warehouse') ?? refuse('sales.warehouse_missing', { document: nameOf(order) }),
      quantity,
      promised_on: line.values.promised_date ?? order.values.delivery_day,
      supply: line.values.supply,
      lot_id: line.values.lot,
      customer_id: order.values.partner,
      is_complete: order.values.is_complete_only === true,
    }),
  )
  await reserveDemands(demands, ctx)
}

/** One need as the ledger is told of it. */
export type DemandRow = Readonly<Record<string, unknown>>

export async function reserveDemands(demands: readonly DemandRow[], ctx: Context): Promise<void> {
  if (demands.length > 0) await ctx.rows(reserveText, [JSON.stringify(demands)])
}

const releaseText = 'select document_line_id from kontor.release($1::uuid[])'

export async function releaseLines(lines: readonly string[], ctx: Context): Promise<void> {
  if (lines.length > 0) await ctx.rows(releaseText, [lines])
}
