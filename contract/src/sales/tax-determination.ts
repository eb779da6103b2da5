/** Which tax code a line gets at its date of supply, and why (DOMAIN 9). */
import { isWithin } from '#contract/kit/dates.ts'
import { deny, isDenied, type Outcome } from '#contract/kit/outcome.ts'
import { placeOfSupply, type Treatment } from './place-of-supply.ts'
import { percentOfRate, type TaxCategory, type TaxKey } from './tax-key.ts'
import type { TaxQuestion } from './tax-question.ts'
import type { TaxReason } from './tax-reasons.ts'

/** A row of `products.tax_rate` with the country of its jurisdiction. */
export interface TaxCode {
  readonly id: string
  readonly country: string
  /** The tax class of products; null holds for all that have no code of their own. */
  readonly tax_category: string | null
  readonly category: TaxCategory
  /** A fraction: 0.19 is 19 %. */
  readonly rate: string
  readonly valid_from: string | null
  readonly valid_to: string | null
}

export type TaxFault = 'sales.vat_registration_missing' | 'sales.tax_class_missing' | 'sales.tax_code_missing'

export interface TaxVerdict<Code extends TaxCode> extends TaxKey {
  readonly code: Code
  readonly why: readonly TaxReason[]
}

export function determineTax<Code extends TaxCode>(
  question: TaxQuestion,
  codes: readonly Code[],
): Outcome<TaxVerdict<Code>, TaxFault> {
  const treatment = placeOfSupply(question)
  if (isDenied(treatment)) return treatment
  if (treatment.category === null) return taxedByClass(question, treatment, codes)
  const code = codeOf(question, treatment.country, [treatment.category], codes)
  if (code === null) return noCode(question, treatment.country, treatment.category)
  return verdict(code, treatment.why)
}

/** Taxed by the product's class, or by the buyer where that class is under reverse charge. */
function taxedByClass<Code extends TaxCode>(
  question: TaxQuestion,
  { country, why }: Treatment,
  codes: readonly Code[],
): Outcome<TaxVerdict<Code>, TaxFault> {
  const { buyer, tax_category: taxClass, supply_date: date } = question
  if (taxClass === null) return deny('sales.tax_class_missing', { country })
  const ofClass = codes.filter((code) => code.tax_category === taxClass)
  const isShifted = !buyer.is_private && country === question.seller.country
  const shifted = isShifted ? codeOf(question, country, ['AE'], ofClass) : null
  if (shifted) {
    const reason: TaxReason = { code: 'sales.tax_reverse_charge_of_class', parameters: { country } }
    return verdict(shifted, [...why, reason])
  }
  const code = codeOf(question, country, ['S', 'Z', 'E', 'O'], ofClass)
  if (code === null) return noCode(question, country, 'S')
  const percent = percentOfRate(code.rate)
  const parameters = { country, percent, date }
  return verdict(code, [...why, { code: 'sales.tax_rate_on_supply_date', parameters }])
}

/** The code of these categories that held on the day: one of the product's class first, then the youngest. */
function codeOf<Code extends TaxCode>(
  question: TaxQuestion,
  country: string,
  categories: readonly TaxCategory[],
  codes: readonly Code[],
): Code | null {
  let best: Code | null = null
  for (const code of codes) {
    if (code.country !== country || !categories.includes(code.category)) continue
    if (code.tax_category !== null && code.tax_category !== question.tax_category) continue
    if (!isWithin(question.supply_date, code.valid_from, code.valid_to)) continue
    if (best === null || goesBefore(code, best)) best = code
  }
  return best
}

function goesBefore(one: TaxCode, other: TaxCode): boolean {
  if ((one.tax_category === null) !== (other.tax_category === null)) return one.tax_category !== null
  const [since, before] = [one.valid_from ?? '', other.valid_from ?? '']
  return since === before ? one.id < other.id : since > before
}

function verdict<Code extends TaxCode>(code: Code, why: readonly TaxReason[]): TaxVerdict<Code> {
  return { code, category: code.category, tax_percent: percentOfRate(code.rate), why }
}

function noCode(question: TaxQuestion, country: string, category: TaxCategory) {
  return deny('sales.tax_code_missing', { country, category, date: question.supply_date })
}
