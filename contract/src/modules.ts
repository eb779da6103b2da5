/** Every module's contract, in order of need. */
import { auditModule } from '#contract/audit/module.ts'
import { commonModule } from '#contract/common/module.ts'
import { contactModule } from '#contract/contact/module.ts'
import { inventoryModule } from '#contract/inventory/module.ts'
import { organizationModule } from '#contract/organization/module.ts'
import { overviewModule } from '#contract/overview/module.ts'
import { printingModule } from '#contract/printing/module.ts'
import { productsModule } from '#contract/products/module.ts'
import { salesModule } from '#contract/sales/module.ts'
import { transferModule } from '#contract/transfer/module.ts'
import { userModule } from '#contract/user/module.ts'
import { type Failure, type Failures, kitFailures } from '#contract/kit/failure.ts'
import type { Resource } from '#contract/kit/resource.ts'
import type { RecordName } from './record-names.ts'

export const modules = [
  commonModule,
  organizationModule,
  userModule,
  contactModule,
  auditModule,
  productsModule,
  inventoryModule,
  salesModule,
  printingModule,
  transferModule,
  overviewModule,
] as const

/** Every record type by name. */
export const records: ReadonlyMap<string, Resource> = new Map(
  modules.flatMap((module) => module.records.map((record): [string, Resource] => [record.name, record])),
)

/** The definition behind a record's name. */
export function recordNamed(name: RecordName): Resource {
  const record = records.get(name)
  if (record === undefined) throw new TypeError(`${name} is in no module`)
  return record
}

const catalogue: Failures = Object.assign({}, kitFailures, ...modules.map((module) => module.failures))

/** Every refusal by its code. */
export function failureNamed(code: string): Failure | undefined {
  return Object.hasOwn(catalogue, code) ? catalogue[code] : undefined
}
