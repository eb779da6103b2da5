/** The catalogue: categories, products, prices and taxes. */
import { category } from '#contract/products/category.ts'
import { price } from '#contract/products/price.ts'
import { priceList } from '#contract/products/price-list.ts'
import { product } from '#contract/products/product.ts'
import { productCompany } from '#contract/products/product-company.ts'
import { productImage } from '#contract/products/product-image.ts'
import { taxCategory } from '#contract/products/tax-category.ts'
import { taxJurisdiction } from '#contract/products/tax-jurisdiction.ts'
import { taxRate } from '#contract/products/tax-rate.ts'
import { productsModule } from '#contract/products/module.ts'
import { serverModule } from '#server/kit/module.ts'
import { serve } from '#server/kit/served.ts'

export const products = serverModule({
  contract: productsModule,
  needs: ['common', 'organization', 'contact'],
  records: [
    serve(category),
    serve(taxJurisdiction),
    serve(taxCategory),
    serve(taxRate),
    serve(product),
    serve(productCompany),
    serve(productImage),
    serve(priceList),
    serve(price),
  ],
})
