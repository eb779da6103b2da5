/** Reference data and what every module shares: addresses, units, currencies, tags, files. */
import { address } from '#contract/common/address.ts'
import { country } from '#contract/common/country.ts'
import { currency } from '#contract/common/currency.ts'
import { commonModule } from '#contract/common/module.ts'
import { status } from '#contract/common/status.ts'
import { unitConversion } from '#contract/common/unit-conversion-record.ts'
import { serverModule } from '#server/kit/module.ts'
import { rowCompleters } from '#server/kit/query/labels.ts'
import { serve } from '#server/kit/served.ts'
import { customFieldDefinitions } from './custom-field-definition.ts'
import { addFileAddresses } from './address/complete-rows.ts'
import { fileBytes } from './address/send-bytes.ts'
import { files } from './file.ts'
import { fileAddress, fileContent } from './file-content.ts'
import { tags } from './tag.ts'
import { units } from './unit.ts'
import { uploadFile } from './upload-file.ts'

export const common = serverModule({
  contract: commonModule,
  needs: [],
  records: [
    serve(address),
    serve(country),
    serve(currency),
    units,
    serve(unitConversion),
    tags,
    customFieldDefinitions,
    files,
    serve(status),
  ],
  routes: [uploadFile, fileContent, fileAddress],
  plainRoutes: [fileBytes],
})

rowCompleters.push({ run: addFileAddresses, isAhead: false })
