/** The demo catalogue: categories, families with finishes, prices for everybody and for the trade, costs. */
import { add, multiply, round } from '#contract/kit/decimal.ts'
import { pricingTier } from '#contract/contact/pricing-tier.ts'
import { category } from '#contract/products/category.ts'
import { priceList } from '#contract/products/price-list.ts'
import { price } from '#contract/products/price.ts'
import { productCompany } from '#contract/products/product-company.ts'
import { product } from '#contract/products/product.ts'
import type { Context } from '#server/kit/context.ts'
import { accessories, categories, families, finishes } from './products.ts'
import { make, move } from './scene.ts'

export interface DemoProduct {
  readonly id: string
  readonly sku: string
  readonly price: string
  readonly cost: string
  readonly isStocked: boolean
}

/** Everything that can be sold; families themselves are not. */
export async function makeCatalogue(firstDay: string, ctx: Context): Promise<readonly DemoProduct[]> {
  for (const { slug, de, en, parent } of categories) {
    await make(category, [{ slug, name: de, names: { de, en }, parent, category_type: 'PRODUCT' }], ctx)
  }
  const parents = await make(
    product,
    families.map((family) => ({ ...base(family), kind: 'parent', is_sellable: false })),
    ctx,
  )
  const variants = families.flatMap((family, index) =>
    finishes.map((finish) => ({
      sku: `${family.sku}-${finish.code}`,
      price: add(family.price, finish.add),
      cost: add(family.cost, finish.addCost),
      isStocked: true,
      body: {
        ...base(family),
        sku: `${family.sku}-${finish.code}`,
        name: { de: `${family.de}, ${finish.de}`, en: `${family.en}, ${finish.en}` },
        kind: 'variant',
        parent: parents[index],
        is_manufactured: true,
        is_purchasable: false,
        attributes: { finish: finish.en },
      },
    })),
  )
  const others = accessories.map(({ sku, de, en, price: net, cost, stocked }) => ({
    sku,
    price: net,
    cost,
    isStocked: stocked,
    body: {
      ...base({ sku, de, en, category: 'zubehoer' }),
      product_type: stocked ? 'PHYSICAL_GOOD' : 'SERVICE',
      is_inventory_tracked: stocked,
    },
  }))
  const all = [...variants, ...others]
  const ids = await make(
    product,
    all.map(({ body }) => body),
    ctx,
  )
  await move(product, 'activate', [...parents, ...ids], ctx)
  const products = all.map(({ body: _, ...entry }, index) => ({ ...entry, id: ids[index] as string }))
  await makePrices(products, firstDay, ctx)
  return products
}

const base = ({
  sku,
  de,
  en,
  category: slug,
}: {
  sku: string
  de: string
  en: string
  category: string
}) => ({
  sku,
  name: { de, en },
  category: slug,
  base_unit: 'EA',
  tax_category: 'STANDARD',
})

/** The trade pays 30 % less, and 40 % less from 24 pieces on. */
async function makePrices(products: readonly DemoProduct[], firstDay: string, ctx: Context): Promise<void> {
  await make(pricingTier, [{ code: 'HANDEL', name: 'Handel' }], ctx)
  await make(
    priceList,
    [
      { code: 'LADEN', name: 'Ladenpreise netto', currency: 'EUR', level: 'base' },
      { code: 'HANDEL', name: 'Handelspreise', currency: 'EUR', level: 'tier', pricing_tier: 'HANDEL' },
    ],
    ctx,
  )
  const share = (entry: DemoProduct, part: string) => round(multiply(entry.price, part), 2)
  await make(
    price,
    products.flatMap((entry) => [
      { price_list: 'LADEN', product: entry.id, unit: 'EA', price: entry.price },
      { price_list: 'HANDEL', product: entry.id, unit: 'EA', price: share(entry, '0.7') },
      {
        price_list: 'HANDEL',
        product: entry.id,
        unit: 'EA',
        price: share(entry, '0.6'),
        minimum_quantity: '24',
      },
    ]),
    ctx,
  )
  await make(
    productCompany,
    products.map((entry) => ({ product: entry.id, standard_cost: entry.cost, valid_from: firstDay })),
    ctx,
  )
}
