/** The German words of every module's records, for sentences that the server makes. */
import { de as audit } from '#contract/audit/texts.de.ts'
import { de as common } from '#contract/common/texts.de.ts'
import { de as contact } from '#contract/contact/texts.de.ts'
import { de as inventory } from '#contract/inventory/texts.de.ts'
import { de as organization } from '#contract/organization/texts.de.ts'
import { de as overview } from '#contract/overview/texts.de.ts'
import { de as printing } from '#contract/printing/texts.de.ts'
import { de as products } from '#contract/products/texts.de.ts'
import { de as sales } from '#contract/sales/texts.de.ts'
import { de as transfer } from '#contract/transfer/texts.de.ts'
import { de as user } from '#contract/user/texts.de.ts'
import { registerGerman } from '#server/kit/words.ts'

const modules = {
  audit,
  common,
  contact,
  inventory,
  organization,
  overview,
  printing,
  products,
  sales,
  transfer,
  user,
}

/** Call once at start. */
export function registerGermanWords(): void {
  for (const [module, { records }] of Object.entries(modules)) registerGerman(module, records)
}
