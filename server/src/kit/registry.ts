/** All served records by name, so that the engine finds the record behind a reference. */
import type { Resource } from '#contract/kit/resource.ts'
import type { Served } from './served.ts'

const served = new Map<string, Served>()

export function registerRecords(list: readonly Served[]): void {
  for (const entry of list) served.set(entry.record.name, entry)
}

export function servedRecord(name: string): Served {
  const entry = served.get(name)
  if (entry === undefined) throw new TypeError(`${name} is not served`)
  return entry
}

export function recordOf(name: string): Resource {
  return servedRecord(name).record
}

/** The record whose permissions govern this one: a line's are those of its document. */
export function governing(record: Resource): Resource {
  return record.partOf === undefined ? record : governing(recordOf(record.partOf))
}

export function allRecords(): readonly Served[] {
  return [...served.values()]
}
