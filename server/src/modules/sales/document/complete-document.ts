/** Completes quotations and orders before they are written: terms, lines, prices, taxes, totals. */
import { isPositive, larger } from '#contract/kit/decimal.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import type { DocumentTotals } from '#contract/sales/document-totals.ts'
import type { TaxCode } from '#contract/sales/tax-determination.ts'
import type { Context } from '#server/kit/context.ts'
import type { Draft } from '#server/kit/served.ts'
import { type PartnerTerms, termsFor } from '#server/modules/contact/public.ts'
import {
  choosePrices,
  type FoundPrice,
  type KnownUnits,
  priceCandidates,
  type PriceTerms,
  type SoldProduct,
  soldProducts,
  unitsOf,
} from '#server/modules/products/public.ts'
import { completeHeader, forgetTerms, termsHaveChanged } from './complete-header.ts'
import { describeLine, faultsOfLine, measureLine } from './complete-lines.ts'
import { discountOn, judgeDiscount } from './discount-limit.ts'
import { type KnownDocument, placesOf, type SellerFacts, sellersOf } from './document-facts.ts'
import { linesOf, numberOf, textOf } from './draft-values.ts'
import { forecastTax, type TaxForecast, taxCodesOf } from './forecast-tax.ts'
import { priceLine } from './price-lines.ts'
import { totalDocument } from './total-document.ts'

export interface CompletedLine {
  readonly draft: Draft
  readonly product: SoldProduct
  readonly listed: FoundPrice | null
  readonly tax: TaxForecast
}

export interface CompletedDocument {
  readonly draft: Draft
  readonly terms: PartnerTerms
  readonly seller: SellerFacts
  readonly lines: readonly CompletedLine[]
  readonly totals: DocumentTotals
  /** The highest of its lines, in percent of the list price. */
  readonly discount: string
}

/** Three round trips for any number of documents with the same terms; throws with every fault found. */
export async function completeDocuments(
  drafts: readonly Draft[],
  dayField: string,
  ctx: Context,
): Promise<readonly CompletedDocument[]> {
  if (drafts.length === 0) return []
  const faults: Fault[] = []
  for (const draft of drafts) forgetTerms(draft)
  const known = await gatherFacts(drafts, faults, ctx)
  for (const document of known) {
    completeHeader(document, faults, ctx)
    describeLines(document, faults, ctx)
  }
  mustBeFaultless(faults)
  const completed = await Promise.all(known.map((document) => completeOne(document, dayField, faults, ctx)))
  mustBeFaultless(faults)
  return completed
}

function mustBeFaultless(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

/** Products first: they are read with the caller's own reach, terms and seller with the whole tenant's. */
async function gatherFacts(
  drafts: readonly Draft[],
  faults: Fault[],
  ctx: Context,
): Promise<readonly KnownDocument[]> {
  const wanted = drafts.flatMap((draft) => linesOf(draft).map((line) => textOf(line, 'product') ?? ''))
  const questions = drafts.map((draft) => ({
    partner: textOf(draft, 'partner') ?? '',
    organization: draft.organizationId ?? '',
    billingAddress: textOf(draft, 'billing_address'),
    shippingAddress: textOf(draft, 'shipping_address'),
  }))
  const places = drafts.map((draft) => ({
    organization: draft.organizationId ?? '',
    warehouse: textOf(draft, 'warehouse'),
  }))
  const [products, terms, sellers] = await Promise.all([
    soldProducts(wanted, ctx),
    termsFor(questions, ctx),
    sellersOf(places, ctx),
  ])
  return drafts.flatMap((draft, index) => {
    const [agreed, seller] = [terms[index], sellers[index]]
    if (agreed && seller) return [{ draft, terms: agreed, seller, products }]
    const parameters = { record: 'contact.partner' }
    faults.push({ pointer: '/partner', code: 'kit.reference_missing', parameters })
    return []
  })
}

function describeLines({ draft, terms, products }: KnownDocument, faults: Fault[], ctx: Context): void {
  const languages = [terms.language, 'en', 'de', ctx.language]
  for (const [index, line] of linesOf(draft).entries()) {
    const product = products.get(textOf(line, 'product') ?? '')
    faults.push(...faultsOfLine(line, product, `/lines/${index}`))
    if (product !== undefined) describeLine(line, product, languages)
  }
}

async function completeOne(
  known: KnownDocument,
  dayField: string,
  faults: Fault[],
  ctx: Context,
): Promise<CompletedDocument> {
  const { draft, terms, seller } = known
  const priceTerms = priceTermsOf(known, dayField)
  const countries = [seller.country, seller.warehouse_country, terms.billing_country, terms.shipping_country]
  const products = [...new Set(linesOf(draft).map((line) => textOf(line, 'product') ?? ''))]
  const families = products.flatMap((id) => known.products.get(id)?.parent ?? [])
  const [stated, candidates, codes, places] = await Promise.all([
    foreignUnits(known, products, ctx),
    priceCandidates([...products, ...families], priceTerms, ctx),
    taxCodesOf(countries, ctx),
    placesOf(priceTerms.currency, ctx),
  ])
  const isPricedOtherwise = candidates.some(
    ({ product, unit }) => unit !== known.products.get(product)?.base_unit,
  )
  const units = isPricedOtherwise && stated === noUnits ? await unitsOf(products, [], ctx) : stated
  measureLines(known, units, faults)
  if (faults.length > 0)
    return { draft, terms, seller, lines: [], totals: totalDocument(draft, [], places), discount: '0' }
  const prices = choosePrices(pricedLines(known), priceTerms, candidates, units)
  const lines = priceAndTax(known, prices, codes)
  const totals = totalDocument(draft, lines, places)
  const discount = highestDiscount(draft, lines)
  judgeDiscount(draft, discount, terms.discount_percent, ctx)
  return { draft, terms, seller, lines, totals, discount }
}

function priceTermsOf({ draft, terms }: KnownDocument, dayField: string): PriceTerms {
  return {
    customer: {
      partner: textOf(draft, 'partner') ?? '',
      pricingTier: terms.pricing_tier,
      priceList: terms.price_list,
    },
    organization: draft.organizationId ?? '',
    day: textOf(draft, dayField) ?? '',
    currency: textOf(draft, 'currency') ?? '',
    isGross: draft.values.is_gross === 'gross',
  }
}

const noUnits: KnownUnits = { conversions: [], names: new Map() }

/** Conversions are asked for only where a line is not in its product's base unit, or may be priced otherwise. */
async function foreignUnits(known: KnownDocument, products: readonly string[], ctx: Context) {
  const { draft } = known
  const isPlain = (line: Draft) => {
    const product = known.products.get(textOf(line, 'product') ?? '')
    return line.values.unit === product?.base_unit
  }
  if (linesOf(draft).every(isPlain)) return noUnits
  return unitsOf(
    products,
    linesOf(draft).map((line) => textOf(line, 'unit') ?? ''),
    ctx,
  )
}

function measureLines({ draft, products }: KnownDocument, units: KnownUnits, faults: Fault[]): void {
  for (const [index, line] of linesOf(draft).entries()) {
    const product = products.get(textOf(line, 'product') ?? '')
    const at = `/lines/${index}`
    const fault = product === undefined ? null : measureLine(line, product, units, at)
    if (fault !== null) faults.push(fault)
    if (!isPositive(numberOf(line, 'price_quantity'))) {
      faults.push({ pointer: `${at}/price_quantity`, code: 'sales.price_per_nothing' })
    }
  }
}

function pricedLines({ draft, products }: KnownDocument) {
  return linesOf(draft).map((line) => ({
    product: textOf(line, 'product') ?? '',
    family: products.get(textOf(line, 'product') ?? '')?.parent ?? null,
    unit: textOf(line, 'unit') ?? '',
    quantity: numberOf(line, 'base_quantity'),
  }))
}

function priceAndTax(
  { draft, terms, seller, products }: KnownDocument,
  prices: readonly (FoundPrice | null)[],
  codes: readonly TaxCode[],
): CompletedLine[] {
  const renewed = termsHaveChanged(draft)
  const home = seller.country ?? terms.shipping_country ?? ''
  const question = {
    supply_date:
      textOf(draft, 'delivery_day') ?? textOf(draft, 'order_date') ?? textOf(draft, 'quotation_date'),
    ship_from: seller.warehouse_country ?? home,
    ship_to: terms.shipping_country ?? home,
    seller: { country: home, registrations: seller.registrations },
    buyer: {
      country: terms.billing_country ?? home,
      is_private: terms.segment === 'B2C',
      vat_id: terms.vat_id,
      vat_id_valid: terms.vat_id_valid,
    },
  }
  return linesOf(draft).flatMap((line, index) => {
    const product = products.get(textOf(line, 'product') ?? '')
    if (product === undefined) return []
    const listed = prices[index] ?? null
    priceLine(line, listed, renewed)
    const { product_type, tax_category } = product
    const supply_date = question.supply_date ?? ''
    return [
      {
        draft: line,
        product,
        listed,
        tax: forecastTax({ ...question, supply_date, product_type, tax_category }, codes),
      },
    ]
  })
}

function highestDiscount(document: Draft, lines: readonly CompletedLine[]): string {
  return lines.reduce((most, { draft, listed }) => larger(most, discountOn(draft, document, listed)), '0')
}
