/** Hands moves to the ledger, many in one statement. */
import type { Context } from '#server/kit/context.ts'

/** Quantities in base unit as decimal strings; instants in ISO. */
export interface NewMove {
  readonly product_id: string
  readonly from_location_id: string
  readonly to_location_id: string
  readonly quantity: string
  readonly reason: string
  /** In the product's second unit; left out, a share of what lies there goes along. */
  readonly second_quantity?: string | null
  readonly lot_id?: string | null
  readonly owner_id?: string | null
  readonly effective_at?: string | null
  readonly note?: string | null
  readonly document_kind?: string
  readonly document_id?: string
  readonly document_line_id?: string
}

/** What is promised to others is refused. */
export async function postMoves(moves: readonly NewMove[], ctx: Context): Promise<void> {
  if (moves.length === 0) return
  await ctx.rows('select kontor.post_moves($1::jsonb)', [JSON.stringify(moves)])
}

/** What happened beats what was promised (DOMAIN 6): the ledger tells whose promises that breaks. */
export async function postFacts(moves: readonly NewMove[], ctx: Context): Promise<void> {
  if (moves.length === 0) return
  await ctx.rows('select kontor.post_facts($1::jsonb)', [JSON.stringify(moves)])
}
