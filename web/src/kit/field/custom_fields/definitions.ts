/** The fields a company added to a record type, as fields a form can show. */
import type { Field, Kind } from '#contract/kit/field/field.ts'
import type { Page } from '#web/kit/client/api.ts'
import { api } from '#web/kit/client/connection.ts'
import { apiPath } from '#web/kit/record/record-paths.ts'

export interface CustomField {
  readonly name: string
  readonly title: Readonly<Record<string, string>>
  readonly field_type: Kind
  readonly choices: readonly string[]
  readonly is_required: boolean
  readonly help_text: string
}

/** Read anew for each form: a definition may have been added a moment ago. */
export async function customFieldsOf(record: string): Promise<readonly CustomField[]> {
  const query = { record, page_size: 100, ordering: 'position' }
  const path = apiPath({ name: 'common.custom_field_definition' })
  return (await api.get<Page<CustomField>>(path, { query })).results
}

export function asField({ field_type, choices, is_required }: CustomField): Field {
  return { kind: field_type, mode: is_required ? 'required' : 'optional', choices }
}
