/** What the module products states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { category } from './category.ts'
import { price } from './price.ts'
import { priceList } from './price-list.ts'
import { product } from './product.ts'
import { productCompany } from './product-company.ts'
import { productImage } from './product-image.ts'
import { taxCategory } from './tax-category.ts'
import { taxJurisdiction } from './tax-jurisdiction.ts'
import { taxRate } from './tax-rate.ts'
import { productsGerman } from './failures.de.ts'
import { productsFailures } from './failures.ts'

export const productsModule = contractModule('products', {
  records: [
    category,
    taxJurisdiction,
    taxCategory,
    taxRate,
    product,
    productCompany,
    productImage,
    priceList,
    price,
  ],
  failures: productsFailures,
  german: productsGerman,
})
