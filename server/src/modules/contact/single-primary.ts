/** At most one primary row of a kind: the one sent as primary wins over the stored one (CON-08, CON-09). */
import type { Fault } from '#contract/kit/failure.ts'
import { Refusal } from '#contract/kit/failure.ts'
import type { Draft } from '#server/kit/served.ts'

/** Un-flags the other rows of the same kind; two that are sent as primary at once are a fault. */
export function keepOnePrimary(draft: Draft, field: string, kindOf: (line: Draft) => string): void {
  const faults: Fault[] = []
  const first = new Map<string, Draft>()
  const lines = draft.lines[field] ?? []
  for (const [index, line] of lines.entries()) {
    if (line.values.is_primary !== true || !isRaised(line)) continue
    const kind = kindOf(line)
    if (first.has(kind)) {
      faults.push({ pointer: `/${field}/${index}/is_primary`, code: 'contact.two_primary' })
    } else first.set(kind, line)
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  for (const line of lines) {
    const winner = first.get(kindOf(line))
    if (winner !== undefined && winner !== line) line.values.is_primary = false
  }
}

/** Made primary by this very write. */
const isRaised = (line: Draft): boolean => line.before === null || line.before.is_primary !== true
