/** Which actions may ask for two persons. */
import { recordNamed } from '#contract/modules.ts'
import { movesOf } from '#contract/kit/resource.ts'
import type { RecordName } from '#contract/record-names.ts'
import { type Permission, permissions } from '#server/modules/user/permission-codes.ts'

/** Switching the control off is no one person's business. */
export const alwaysTwo: ReadonlySet<string> = new Set(['user.deactivate_dualcontrol'])

const administrative = new Set(['user', 'organization'])
const writes = new Set(['add', 'change', 'delete'])

/** Every move and every function; of plain writes those of administration and of payments. */
export const controllableCodes = permissions.filter(isOne).map(({ code }) => code)
const controllable = new Set(controllableCodes)

function isOne({ module, record, verb, code }: Permission): boolean {
  if (record === null) return !/\.(view|report|explain)_/.test(code)
  if (movesOf(recordNamed(record as RecordName)).includes(verb)) return true
  return writes.has(verb) && (administrative.has(module) || record === 'sales.payment')
}

export const isControllable = (permission: string): boolean => controllable.has(permission)
