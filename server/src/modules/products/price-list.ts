/** Price lists: who a list of each level is for (DOMAIN 11). */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { priceList } from '#contract/products/price-list.ts'
import { type Draft, serve } from '#server/kit/served.ts'

export const priceLists = serve(priceList, { beforeSave: mustFitLevel })

async function mustFitLevel(drafts: readonly Draft[]): Promise<void> {
  const faults = drafts.flatMap(({ values }) => faultsOf(values))
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

/** A customer list may also be given to partners in their terms, so its partner is optional. */
function faultsOf({ level, pricing_tier: tier, partner }: Draft['values']): Fault[] {
  const faults: Fault[] = []
  const parameters = { level: String(level) }
  const misplaced = { code: 'products.list_not_of_level', parameters }
  if (level === 'tier' && tier === null) {
    faults.push({ pointer: '/pricing_tier', code: 'products.list_without_tier' })
  }
  if (level === 'contract' && partner === null) {
    faults.push({ pointer: '/partner', code: 'products.list_without_partner' })
  }
  if (level !== 'tier' && tier !== null) faults.push({ pointer: '/pricing_tier', ...misplaced })
  if (level !== 'customer' && level !== 'contract' && partner !== null) {
    faults.push({ pointer: '/partner', ...misplaced })
  }
  return faults
}
