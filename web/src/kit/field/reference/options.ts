/** Rows of a record as options of a combobox, searched on the server. */
import type { Resource } from '#contract/kit/resource.ts'
import type { RecordName } from '#contract/record-names.ts'
import { recordPaths } from '#contract/record-names.ts'
import type { Page } from '#web/kit/client/api.ts'
import { api, connection } from '#web/kit/client/connection.ts'
import { nameOfRow, type RowData } from '#web/kit/record/fields.ts'
import type { ComboboxOption, Search } from '#web/look/input/combobox.ts'

export type Query = Readonly<Record<string, string>>

const most = 20

/** The search over a record's list; `narrow` are filters that always hold, `except` a row never offered. */
export function searchOf(target: Resource, narrow: Query = {}, except?: string): Search<ComboboxOption> {
  return async (text, signal) => {
    const query = { ...narrow, search: text, page_size: most }
    const page = await api.get<Page<RowData>>(`${recordPaths[target.name as RecordName]}/`, { query, signal })
    return page.results.filter((row) => row.id !== except).map((row) => optionOf(target, row))
  }
}

/** A code stands behind the name as a hint, and a name behind a code or sign, unless the label has both. */
export function optionOf(target: Resource, row: RowData): ComboboxOption {
  const { language } = connection
  const label = nameOfRow(target, row, language)
  const further = ['name', target.key, 'number', 'code'].map((name) =>
    nameOfRow(target, row, language, `{${name}}`),
  )
  const hint = further.find((text) => text !== '' && !label.includes(text))
  return { value: row.id, label: label === '' ? row.id : label, row, ...(hint === undefined ? {} : { hint }) }
}
