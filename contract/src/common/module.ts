/** What the module common states: its records and what it refuses. */
import { contractModule } from '#contract/kit/module.ts'
import { address } from './address.ts'
import { country } from './country.ts'
import { currency } from './currency.ts'
import { customFieldDefinition } from './custom-field-definition.ts'
import { file } from './file.ts'
import { status } from './status.ts'
import { tag } from './tag.ts'
import { unit } from './unit.ts'
import { unitConversion } from './unit-conversion-record.ts'
import { commonGerman } from './failures.de.ts'
import { commonFailures } from './failures.ts'

export const commonModule = contractModule('common', {
  records: [address, country, currency, unit, unitConversion, tag, customFieldDefinition, file, status],
  failures: commonFailures,
  german: commonGerman,
})
