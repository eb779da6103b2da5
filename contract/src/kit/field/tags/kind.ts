/** Free keywords, each kept once; a comma would part them in a file. */
import { checkText } from '#contract/kit/field/text/kind.ts'
import { checkList, type FieldKind, type Verdict } from '#contract/kit/field/value.ts'

export const tags: FieldKind = { check: (value) => checkList(value, checkTag, 100) }

function checkTag(value: unknown): Verdict {
  if (typeof value === 'string' && value.includes(','))
    return { code: 'kit.wrong_format', parameters: { format: 'tag' } }
  return checkText(value, 100, { kind: 'text', mode: 'required' })
}
