/** The names of what an entry of the trail is about. */
import { records } from '#contract/modules.ts'
import { type RecordName, recordPaths } from '#contract/record-names.ts'
import { useRecordPaths } from '#web/kit/record/record-paths.ts'
import { useWordsOf } from '#web/kit/record/record-words.ts'

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
