/** Checks one value against its field, with the same verdict in form and API. */
import type { Field, Kind } from './field.ts'
import type { FieldKind, Verdict } from './value.ts'
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

/** Every kind there is, each at home in a folder of its name. */
export const fieldKinds: Readonly<Record<Kind, FieldKind>> = {
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

/** Checks a value that a client sent for a field. Null is good where the field is optional. */
export function checkValue(value: unknown, field: Field): Verdict {
  if (value === null || (value === '' && field.mode === 'optional')) {
    return field.mode === 'optional' ? { value: null } : { code: 'kit.not_null' }
  }
  return fieldKinds[field.kind].check(value, field)
}
