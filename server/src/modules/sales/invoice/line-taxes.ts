/** The tax code of each line by its date of supply, and why (DOMAIN 9). */
import { isDenied, type Denial } from '#contract/kit/outcome.ts'
import {
  determineTax,
  type TaxCode,
  type TaxFault,
  type TaxVerdict,
} from '#contract/sales/tax-determination.ts'
import type { TaxQuestion } from '#contract/sales/tax-question.ts'
import { vatCountry } from '#contract/sales/vat-territory.ts'
import type { Context } from '#server/kit/context.ts'
import { codesOfCountries } from '#server/modules/sales/document/forecast-tax.ts'
import { textOf } from '#server/modules/sales/document/draft-values.ts'
import type { BilledLine } from './bill-lines.ts'
import type { InvoiceParties } from './invoice-parties.ts'

export interface InvoiceTaxCode extends TaxCode {
  readonly code: string
  readonly exemption_code: string | null
  readonly exemption_text: Readonly<Record<string, string>> | null
}

const codesText = `select r.id, j.code as country, r.tax_category_id as tax_category, r.category,
  trim_scale(r.rate)::text as rate, r.valid_from, r.valid_to, r.code, r.exemption_code,
  nullif(r.exemption_text, '{}') as exemption_text ${codesOfCountries}`

export interface KnownCodes {
  readonly countries: ReadonlySet<string>
  readonly codes: readonly InvoiceTaxCode[]
}

const none: KnownCodes = { countries: new Set(), codes: [] }

/** The codes of some countries, together with those known before. */
export async function codesOf(
  met: readonly (string | null)[],
  ctx: Context,
  known: KnownCodes = none,
): Promise<KnownCodes> {
  const asked = met.flatMap((country) => (country ? [country, vatCountry(country)] : []))
  const fresh = [...new Set(asked)].filter((country) => !known.countries.has(country))
  if (fresh.length === 0) return known
  const codes = await ctx.rows<InvoiceTaxCode>(codesText, [ctx.tenantId, fresh])
  return { countries: new Set([...known.countries, ...fresh]), codes: [...known.codes, ...codes] }
}

type Verdict = TaxVerdict<InvoiceTaxCode>

/** Writes tax and reasons on each line; gives what stood in the way, by index of the line. */
export async function taxLines(
  billed: readonly BilledLine[],
  parties: InvoiceParties,
  day: string,
  known: KnownCodes,
  ctx: Context,
): Promise<{ readonly codes: ReadonlyMap<string, InvoiceTaxCode>; readonly denied: Denial<TaxFault>[] }> {
  const questions = billed.map((entry) => questionOf(entry, parties, day))
  const countries = questions.flatMap(({ ship_from, ship_to, seller, buyer }) => [
    ship_from,
    ship_to,
    seller.country,
    buyer.country,
  ])
  const { codes } = await codesOf(countries, ctx, known)
  const denied: Denial<TaxFault>[] = []
  for (const [index, { draft }] of billed.entries()) {
    const question = questions[index]
    if (question === undefined) continue
    const verdict = determineTax(question, codes)
    if (isDenied(verdict)) {
      denied.push(verdict)
      Object.assign(draft.values, untaxed)
    } else Object.assign(draft.values, taxOf(verdict), { supply_date: question.supply_date })
  }
  return { codes: new Map(codes.map((code) => [code.id, code])), denied }
}

/** A draft shows that its tax is not known yet. */
const untaxed = { tax_rate: null, tax_code: '', en16931_category: 'O', tax_percent: '0', tax_reasons: [] }

function taxOf({ code, category, tax_percent, why }: Verdict) {
  return {
    tax_rate: code.id,
    tax_code: code.code,
    en16931_category: category,
    tax_percent,
    tax_reasons: why,
  }
}

function questionOf(
  { draft, order, line, delivery }: BilledLine,
  parties: InvoiceParties,
  day: string,
): TaxQuestion {
  const home = parties.seat?.country ?? ''
  const buyer = parties.billing?.country ?? home
  return {
    supply_date: delivery?.supply_date ?? textOf(draft, 'supply_date') ?? day,
    product_type: line.product_type,
    tax_category: line.tax_category,
    ship_from: delivery?.ship_from ?? order.ship_from ?? home,
    ship_to: delivery?.ship_to ?? order.ship_to ?? buyer,
    seller: { country: home, registrations: parties.registrations },
    buyer: {
      country: buyer,
      is_private: parties.segment === 'B2C',
      vat_id: parties.vat_id,
      vat_id_valid: parties.vat_id_valid,
    },
  }
}
