/** The tax a document will probably bear: an order's is a forecast, posting decides (DOMAIN 9). */
import { isDenied } from '#contract/kit/outcome.ts'
import { determineTax, type TaxCode, type TaxFault } from '#contract/sales/tax-determination.ts'
import type { TaxKey } from '#contract/sales/tax-key.ts'
import type { TaxQuestion } from '#contract/sales/tax-question.ts'
import type { TaxReason } from '#contract/sales/tax-reasons.ts'
import { vatCountry } from '#contract/sales/vat-territory.ts'
import type { Context } from '#server/kit/context.ts'

/** Countries are named by their ids, so that the codes of all others are not read. */
export const codesOfCountries = `from tax_rate r join tax_jurisdiction j on j.id = r.jurisdiction_id
where (r.tenant_id is null or r.tenant_id = $1) and r.is_active and r.tax_type = 'VAT'
  and r.jurisdiction_id = any(array(select t.id from tax_jurisdiction t where t.code = any($2::text[])))`

const codesText = `select r.id, j.code as country, r.tax_category_id as tax_category, r.category,
  trim_scale(r.rate)::text as rate, r.valid_from, r.valid_to ${codesOfCountries}`

/** Every tax code of the countries that a supply may concern; one statement. */
export function taxCodesOf(countries: readonly (string | null)[], ctx: Context): Promise<readonly TaxCode[]> {
  const met = countries.filter((country) => country !== null)
  const wanted = [...new Set(met.flatMap((country) => [country, vatCountry(country)]))]
  return ctx.rows<TaxCode>(codesText, [ctx.tenantId, wanted])
}

export interface TaxForecast extends TaxKey {
  /** Null where the tax cannot be told yet; `problem` says why. */
  readonly code: string | null
  readonly why: readonly TaxReason[]
  readonly problem: { readonly code: TaxFault; readonly parameters: object } | null
}

/** Never refuses: a draft may be written before everything is known, and shows what is missing. */
export function forecastTax(question: TaxQuestion, codes: readonly TaxCode[]): TaxForecast {
  const verdict = determineTax(question, codes)
  if (!isDenied(verdict)) {
    const { category, tax_percent, code, why } = verdict
    return { category, tax_percent, code: code.id, why, problem: null }
  }
  const problem = { code: verdict.denied, parameters: verdict.parameters }
  return { category: 'O', tax_percent: '0', code: null, why: [], problem }
}
