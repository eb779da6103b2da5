/** Everything the module contact says, in German. */
import { contactGerman } from './failures.de.ts'
import { partnersGerman } from './texts.partners.de.ts'
import { personsGerman } from './texts.persons.de.ts'

export const de = {
  records: { ...partnersGerman, ...personsGerman },
  failures: contactGerman,
}
