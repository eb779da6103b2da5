/** Everything the module inventory says, in German. */
import { inventoryGerman } from './failures.de.ts'
import { placesGerman } from './texts.places.de.ts'
import { documentsGerman } from './texts.documents.de.ts'

export const de = {
  records: { ...placesGerman, ...documentsGerman },
  failures: inventoryGerman,
}
