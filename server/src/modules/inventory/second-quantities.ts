/** Goods counted in two units, such as pieces and kilograms (DOMAIN 2): the second quantity of lines. */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { divide, multiply, subtract } from '#contract/kit/decimal.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { unitNamesOf } from '#server/modules/products/public.ts'

export interface SecondRule {
  readonly field: 'second_quantity' | 'counted_second_quantity'
  /** Where nothing lies yet of which it could be a share. */
  readonly isRequired?: boolean
}

/** Refuses a second quantity of products that have none, and a missing one where it is required. */
export async function checkSecond(
  drafts: readonly Draft[],
  { field, isRequired = false }: SecondRule,
  ctx: Context,
): Promise<void> {
  const lines = drafts.flatMap((draft) => draft.lines.lines ?? [])
  const asked = lines.filter(({ values }) => isRequired || isGiven(values[field]))
  if (asked.length === 0) return
  const units = await unitNamesOf(
    asked.map(({ values }) => String(values.product)),
    ctx,
  )
  const faults = drafts.flatMap((draft) =>
    (draft.lines.lines ?? []).flatMap(({ values }, index): Fault[] => {
      const unit = units.get(String(values.product))?.second_unit_name ?? undefined
      const pointer = `/lines/${index}/${field}`
      if (!isGiven(values[field]))
        return isRequired && unit !== undefined
          ? [{ pointer, code: 'inventory.second_missing', parameters: { unit } }]
          : []
      return unit === undefined ? [{ pointer, code: 'inventory.no_second_unit' }] : []
    }),
  )
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

const isGiven = (value: unknown) => value !== null && value !== undefined

export const secondOf = ({ values }: Draft): string | null =>
  isGiven(values.second_quantity) ? String(values.second_quantity) : null

/** What goes with a part of a line, in base unit, after `before` of it: the parts add up to the whole. */
export function secondShare(line: Draft, before: string, after: string): string | null {
  const whole = secondOf(line)
  if (whole === null) return null
  const until = (quantity: string) => divide(multiply(whole, quantity), String(line.values.base_quantity), 6)
  return subtract(until(after), until(before))
}
