/** Which rows a caller could go on with: those that the very check of the move lets pass. */
import { Refusal } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'
import { mustHoldWhatTheyHold, rightsOfRoles } from '#server/modules/user/held-permissions.ts'
import { mustHoldRole } from './hold-role.ts'

type Row = Readonly<Record<string, unknown>>

/** The ids of rows that the check does not refuse. */
export async function passing(
  rows: readonly Row[],
  check: (row: Row) => Promise<void>,
): Promise<ReadonlySet<unknown>> {
  const passed = await Promise.all(
    rows.map(async (row) => ((await passes(() => check(row))) ? [row.id] : [])),
  )
  return new Set(passed.flat())
}

export async function passes(check: () => Promise<void>): Promise<boolean> {
  try {
    await check()
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** Rows that give a role in an organization, where the caller holds all that it gives. */
export const holdingRole = (rows: readonly Row[], ctx: Context) =>
  passing(rows, async (row) =>
    mustHoldRole(await rightsOfRoles([row.role], ctx), row, row.organization as string | null, ctx),
  )

/** Rows about users who may do no more than the caller. */
export const holdingWhatTheyHold = (rows: readonly Row[], field: string, ctx: Context) =>
  passing(rows, (row) => mustHoldWhatTheyHold([String(row[field])], ctx))
