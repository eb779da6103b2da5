/** An entry of the trail as the pages read it, and the names of what it is about. */
import { records } from '#contract/modules.ts'
import { type RecordName, recordPaths } from '#contract/record-names.ts'
import { useRecordPaths } from '#web/kit/record/record-paths.ts'
import { useWordsOf } from '#web/kit/record/record-words.ts'

export interface Change {
  readonly old: unknown
  readonly new: unknown
  readonly personal?: true
}

export interface Entry {
  readonly id: string
  readonly occurred_at: string
  readonly user: string | null
  readonly actor_name: string
  readonly action: string
  readonly organization: string | null
  readonly organization_name?: string | null
  readonly record: string | null
  readonly record_id: string | null
  readonly record_label: string
  readonly changes: Readonly<Record<string, Change>> | null
  readonly context: Readonly<Record<string, unknown>> | null
}

export const trailRecord = 'audit.audit_log'

export function useEntryWords() {
  const wordsOf = useWordsOf()
  const paths = useRecordPaths()
  /** Entries may tell about what Kontor no longer has; then the code is all there is. */
  const kindOf = (record: string | null): string =>
    record === null ? '' : records.has(record) ? wordsOf(record).one : record
  return {
    kindOf,
    actionOf: (action: string): string => wordsOf(trailRecord).choice('action', action),
    /** Where the record stands on the screen, if it has a page of its own. */
    placeOf: (record: string | null, id: string | null): string | null => {
      const known = record === null ? undefined : records.get(record)
      if (known === undefined || id === null || known.partOf !== undefined) return null
      if (!(known.name in recordPaths)) return null
      return paths.one(known.name as RecordName, id)
    },
  }
}
