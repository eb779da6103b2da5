/** Duty rules: known permissions on both sides, none on both; and the standard's beside a tenant's own. */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { dutyRule } from '#contract/user/duty-rule.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { permissions } from '#server/modules/user/permission-codes.ts'

export const dutyRules = serve(dutyRule, { beforeSave: checkRules })

const codes = new Set(permissions.map(({ code }) => code))
const sides = ['one_side', 'other_side'] as const

async function checkRules(drafts: readonly Draft[]): Promise<void> {
  const faults = drafts.flatMap(({ values }) => {
    const [one, other] = sides.map((name) => values[name] as readonly string[])
    const both = (one ?? []).filter((code) => other?.includes(code))
    return [
      ...sides.flatMap((name) => faultsOf(name, values[name] as readonly string[])),
      ...both.map((permission) => ({
        pointer: '/other_side',
        code: 'user.duty_same',
        parameters: { permission },
      })),
    ]
  })
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

function faultsOf(name: string, side: readonly string[]): Fault[] {
  const pointer = `/${name}`
  if (side.length === 0) return [{ pointer, code: 'user.duty_side_empty' }]
  const unknown = side.filter((code) => !codes.has(code))
  if (unknown.length === 0) return []
  return [{ pointer, code: 'user.permission_unknown', parameters: { permission: unknown.join(', ') } }]
}
