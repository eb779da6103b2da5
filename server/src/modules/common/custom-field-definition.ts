/** Fields that tenants add: only to records whose rows have a place for them (CNV-06). */
import { customFieldDefinition } from '#contract/common/custom-field-definition.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { fieldsOfKind } from '#server/kit/field/stored.ts'
import { allRecords } from '#server/kit/registry.ts'
import { type Draft, serve } from '#server/kit/served.ts'

export const customFieldDefinitions = serve(customFieldDefinition, { beforeSave: mustBeExtensible })

async function mustBeExtensible(drafts: readonly Draft[]): Promise<void> {
  const known = allRecords()
    .filter(({ record }) => fieldsOfKind(record, 'custom_fields').length > 0)
    .filter(({ record }) => !record.access?.includes('fixed'))
    .map(({ record }) => record.name)
  const faults = drafts
    .filter(({ values }) => !known.includes(String(values.record)))
    .map((): Fault => {
      return { pointer: '/record', code: 'kit.not_a_choice', parameters: { choices: known.join(', ') } }
    })
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}
