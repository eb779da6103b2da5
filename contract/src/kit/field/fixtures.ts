/** The fixtures of all kinds of field, for the suites of every side. */
import type { Field, Kind } from './field.ts'
import type { Fixture, Wrong } from './fixture.ts'
import { fixture as choice } from './choice/fixture.ts'
import { fixture as computed } from './computed/fixture.ts'
import { fixture as customFields } from './custom_fields/fixture.ts'
import { fixture as date } from './date/fixture.ts'
import { fixture as decimal } from './decimal/fixture.ts'
import { fixture as file } from './file/fixture.ts'
import { fixture as flag } from './flag/fixture.ts'
import { fixture as instant } from './instant/fixture.ts'
import { fixture as integer } from './integer/fixture.ts'
import { fixture as json } from './json/fixture.ts'
import { fixture as lines } from './lines/fixture.ts'
import { fixture as longText } from './long_text/fixture.ts'
import { fixture as money } from './money/fixture.ts'
import { fixture as quantity } from './quantity/fixture.ts'
import { fixture as reference } from './reference/fixture.ts'
import { fixture as references } from './references/fixture.ts'
import { fixture as status } from './status/fixture.ts'
import { fixture as tags } from './tags/fixture.ts'
import { fixture as text } from './text/fixture.ts'
import { fixture as translatedText } from './translated_text/fixture.ts'
import { fixture as treeParent } from './tree_parent/fixture.ts'

export const fixtures: Readonly<Record<Kind, Fixture>> = {
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

export const goodValue = (field: Field): unknown => fixtures[field.kind].good(field)

/** Values a field must refuse, each with its code; an empty one is null where the field may be null. */
export function wrongValues(field: Field): readonly Wrong[] {
  const { wrong, wrongLater = [] } = fixtures[field.kind]
  const list = [...wrong(field), ...wrongLater]
  if (field.mode === 'optional') return list.filter(([value]) => value !== '')
  return field.mode === 'server' ? list : [...list, [null, 'kit.not_null']]
}
