/** Checks custom fields against the tenant's definitions (CNV-06, VAL-10). */
import { checkValue } from '#contract/kit/field/check.ts'
import type { Field } from '#contract/kit/field/field.ts'
import type { Fault } from '#contract/kit/failure.ts'
import type { Resource } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { fieldsOfKind } from '#server/kit/field/stored.ts'
import type { Draft } from '#server/kit/served.ts'
import { mustBeFaultless } from './prepare.ts'

interface Definition {
  readonly name: string
  readonly field_type: 'text' | 'integer' | 'decimal' | 'flag' | 'date' | 'choice'
  readonly choices: readonly string[]
  readonly is_required: boolean
}

const text = `select name, field_type, choices, is_required from custom_field_definition where tenant_id = $1
  and record = $2`

/** Looks the definitions up only when custom fields were sent and are not empty. */
export async function checkCustomFields(
  record: Resource,
  drafts: readonly Draft[],
  ctx: Context,
): Promise<void> {
  const [name] = fieldsOfKind(record, 'custom_fields')[0] ?? []
  if (name === undefined) return
  const sent = drafts.filter(
    (draft) => draft.sent.has(name) && Object.keys(draft.values[name] as object).length > 0,
  )
  if (sent.length === 0) return
  const definitions = await ctx.rows<Definition>(text, [ctx.tenantId, record.name])
  mustBeFaultless(
    sent.flatMap((draft) => faultsOf(name, draft.values[name] as Record<string, unknown>, definitions)),
  )
}

function faultsOf(at: string, values: Record<string, unknown>, definitions: readonly Definition[]): Fault[] {
  const faults: Fault[] = []
  const known = new Set(definitions.map((definition) => definition.name))
  for (const name of Object.keys(values)) {
    if (!known.has(name)) faults.push({ pointer: `/${at}/${name}`, code: 'kit.unknown_field' })
  }
  for (const definition of definitions) {
    const value = values[definition.name]
    const pointer = `/${at}/${definition.name}`
    if (value === undefined || value === null) {
      if (definition.is_required) faults.push({ pointer, code: 'kit.required' })
      continue
    }
    const verdict = checkValue(value, fieldOf(definition))
    if ('code' in verdict) faults.push({ pointer, ...verdict })
    else values[definition.name] = verdict.value
  }
  return faults
}

function fieldOf(definition: Definition): Field {
  const mode = definition.is_required ? 'required' : 'optional'
  return { kind: definition.field_type, mode, choices: definition.choices }
}
