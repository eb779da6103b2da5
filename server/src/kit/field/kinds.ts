/** Every kind of field as the server knows it, each at home in a folder of its name. */
import type { Kind } from '#contract/kit/field/field.ts'
import type { StoredKind } from './kind.ts'
import { choice } from './choice/kind.ts'
import { computed } from './computed/kind.ts'
import { customFields } from './custom_fields/kind.ts'
import { date } from './date/kind.ts'
import { decimal } from './decimal/kind.ts'
import { file } from './file/kind.ts'
import { flag } from './flag/kind.ts'
import { instant } from './instant/kind.ts'
import { integer } from './integer/kind.ts'
import { json } from './json/kind.ts'
import { lines } from './lines/kind.ts'
import { longText } from './long_text/kind.ts'
import { money } from './money/kind.ts'
import { quantity } from './quantity/kind.ts'
import { reference } from './reference/kind.ts'
import { references } from './references/kind.ts'
import { status } from './status/kind.ts'
import { tags } from './tags/kind.ts'
import { text } from './text/kind.ts'
import { translatedText } from './translated_text/kind.ts'
import { treeParent } from './tree_parent/kind.ts'

export const storedKinds: Readonly<Record<Kind, StoredKind>> = {
  text,
  long_text: longText,
  translated_text: translatedText,
  integer,
  decimal,
  money,
  quantity,
  flag,
  date,
  instant,
  choice,
  status,
  reference,
  references,
  tags,
  json,
  custom_fields: customFields,
  file,
  lines,
  tree_parent: treeParent,
  computed,
}
