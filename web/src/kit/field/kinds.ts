/** Which input and which cell each kind of field has; a kind without a cell shows its value as text. */
import type { Component } from 'vue'
import type { Kind } from '#contract/kit/field/field.ts'
import { isState, kindShown } from '#web/kit/record/fields.ts'
import ChoiceInput from './choice/Input.vue'
import CustomFieldsInput from './custom_fields/Input.vue'
import DateInput from './date/Input.vue'
import DecimalInput from './decimal/Input.vue'
import type { FieldKinds } from './field-kinds.ts'
import FileCell from './file/Cell.vue'
import FileInput from './file/Input.vue'
import FlagCell from './flag/Cell.vue'
import FlagInput from './flag/Input.vue'
import InstantInput from './instant/Input.vue'
import IntegerInput from './integer/Input.vue'
import JsonCell from './json/Cell.vue'
import JsonInput from './json/Input.vue'
import LinesInput from './lines/Input.vue'
import LongTextInput from './long_text/Input.vue'
import OwnedInput from './owned/Input.vue'
import ReferenceCell from './reference/Cell.vue'
import ReferenceInput from './reference/Input.vue'
import ReferencesInput from './references/Input.vue'
import StatusCell from './status/Cell.vue'
import TagsCell from './tags/Cell.vue'
import TagsInput from './tags/Input.vue'
import CodeInput from './text/CodeInput.vue'
import { isCodeFormat } from './text/codes.ts'
import TextInput from './text/Input.vue'
import TranslatedTextInput from './translated_text/Input.vue'

/** A status changes by its moves and a computed field by itself: they have no input. */
const inputs: Readonly<Record<Exclude<Kind, 'status' | 'computed'>, Component>> = {
  text: TextInput,
  long_text: LongTextInput,
  translated_text: TranslatedTextInput,
  integer: IntegerInput,
  decimal: DecimalInput,
  money: DecimalInput,
  quantity: DecimalInput,
  flag: FlagInput,
  date: DateInput,
  instant: InstantInput,
  choice: ChoiceInput,
  reference: ReferenceInput,
  references: ReferencesInput,
  tags: TagsInput,
  json: JsonInput,
  custom_fields: CustomFieldsInput,
  file: FileInput,
  lines: LinesInput,
  tree_parent: ReferenceInput,
}

const cells: Readonly<Partial<Record<Kind, Component>>> = {
  flag: FlagCell,
  reference: ReferenceCell,
  tree_parent: ReferenceCell,
  status: StatusCell,
  tags: TagsCell,
  file: FileCell,
  json: JsonCell,
}

export const fieldKinds: FieldKinds = {
  inputOf: (field) => {
    if (field.kind === 'status' || field.kind === 'computed') return null
    if (field.kind === 'text' && isCodeFormat(field.format)) return CodeInput
    return field.owned ? OwnedInput : inputs[field.kind]
  },
  cellOf: (name, field) => {
    if (field.to === 'common.file') return FileCell
    return isState(name, field) ? StatusCell : (cells[kindShown(field)] ?? null)
  },
}
