/** The catalogue: categories, products, prices and taxes. */
import { productsModule } from '#contract/products/module.ts'
import { taxCategory } from '#contract/products/tax-category.ts'
import { taxJurisdiction } from '#contract/products/tax-jurisdiction.ts'
import { taxRate } from '#contract/products/tax-rate.ts'
import { serverModule } from '#server/kit/module.ts'
import { rowCompleters } from '#server/kit/query/labels.ts'
import { serve } from '#server/kit/served.ts'
import { categories } from './category.ts'
import { categoryTree } from './category-tree.ts'
import { prices } from './price.ts'
import { priceLists } from './price-list.ts'
import { products as productRecords } from './product.ts'
import { productCompanies } from './product-company.ts'
import { productImages } from './product-image.ts'
import { addUnitNames } from './unit-names.ts'
import { uploadProductImage } from './upload-product-image.ts'

export const products = serverModule({
  contract: productsModule,
  needs: ['common', 'contact'],
  records: [
    categories,
    serve(taxJurisdiction),
    serve(taxCategory),
    serve(taxRate),
    productRecords,
    productCompanies,
    productImages,
    priceLists,
    prices,
  ],
  routes: [categoryTree, uploadProductImage],
})

rowCompleters.push({ run: addUnitNames, isAhead: true })
