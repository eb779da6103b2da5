/** Everything the module products says, in German. */
import { productsGerman } from './failures.de.ts'
import { catalogueGerman } from './texts.catalogue.de.ts'
import { taxesGerman } from './texts.taxes.de.ts'

export const de = {
  records: { ...catalogueGerman, ...taxesGerman },
  failures: productsGerman,
}
