/** Refuses what a role's field rules forbid to write (PRM); what they hide stays as it is. */
import { isObject, same } from '#contract/kit/field/value.ts'
import type { Fault } from '#contract/kit/failure.ts'
import type { Resource } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { fieldsOfKind } from '#server/kit/field/stored.ts'
import { fieldRule } from '#server/kit/rights.ts'
import { recordOf } from '#server/kit/registry.ts'
import type { Draft } from '#server/kit/served.ts'
import { mustBeFaultless } from './prepare.ts'

/** Fields that a rule hides or freezes: what was not sent stays as it is, lines included. */
export function refuseRuledFields(record: Resource, draft: Draft, ctx: Context, input?: unknown): void {
  const faults: Fault[] = []
  collectRuled(record, draft, ctx, input, '', faults)
  mustBeFaultless(faults)
}

function collectRuled(
  record: Resource,
  draft: Draft,
  ctx: Context,
  input: unknown,
  at: string,
  faults: Fault[],
): void {
  const given = isObject(input) ? input : null
  for (const name of draft.sent) {
    const rule = fieldRule(ctx.identity, `${record.name}.${name}`, draft.organizationId)
    if (rule === null) continue
    const old = draft.before === null ? record.fields[name]?.default : draft.before[name]
    if (given !== null && !Object.hasOwn(given, name)) draft.values[name] = old ?? null
    else if (given === null || rule === 'frozen') {
      if (!same(draft.values[name], old)) faults.push({ pointer: `${at}/${name}`, code: 'kit.read_only' })
    } else faults.push({ pointer: `${at}/${name}`, code: 'kit.read_only' })
  }
  for (const [name, field] of fieldsOfKind(record, 'lines')) {
    if (!draft.sent.has(name)) continue
    const inputs = given?.[name]
    for (const [index, line] of (draft.lines[name] ?? []).entries()) {
      const sent = Array.isArray(inputs) ? inputs[index] : undefined
      collectRuled(recordOf(field.to ?? ''), line, ctx, sent, `${at}/${name}/${index}`, faults)
    }
  }
}

/** Who replaces a row cannot send what he may not see. */
export function withHidden(
  record: Resource,
  input: unknown,
  row: Readonly<Record<string, unknown>>,
  organizationId: string | null,
  ctx: Context,
): unknown {
  if (!isObject(input)) return input
  const isHidden = (name: string) =>
    fieldRule(ctx.identity, `${record.name}.${name}`, organizationId) === 'hidden'
  const unseen = Object.keys(row).filter((name) => !Object.hasOwn(input, name) && isHidden(name))
  return { ...input, ...Object.fromEntries(unseen.map((name) => [name, row[name]])) }
}
