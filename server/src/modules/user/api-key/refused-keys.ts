/** Keys that were refused, gathered for some seconds: a program that goes on trying fills no trail. */
import type { RequestFacts } from '#server/kit/context.ts'
import { inTransaction, type Pool } from '#server/platform/database.ts'
import { noTenant } from '#server/modules/user/entering.ts'

/** Null: the key itself opens nothing any more; the database says why. */
export type RefusedFor = 'network' | 'uses' | 'calls a minute' | null

export interface RefusedKeys {
  note(digest: Buffer, reason: RefusedFor, facts: RequestFacts): void
  write(now: Date): Promise<void>
}

interface Refused {
  readonly digest: Buffer
  readonly context: Readonly<Record<string, string>>
  count: number
}

/** Between two writings; what goes beyond is counted under the last. */
const mostKept = 200

const keyText = 'select kontor.note_refused_key($1, $2, $3) as known'
/** Of nobody: told by the address alone. */
const unknownText = `insert into audit_log (action, context) values ('KEY_REFUSED', $1)`

export function createRefusedKeys(pool: Pool): RefusedKeys {
  let gathered = new Map<string, Refused>()
  return {
    note(digest, reason, { address, device, id }) {
      const name = `${digest.toString('base64')} ${reason} ${address}`
      const found =
        gathered.get(name) ?? (gathered.size >= mostKept ? [...gathered.values()].at(-1) : undefined)
      if (found !== undefined) {
        found.count += 1
        return
      }
      const context = { ip_address: address, device, request_id: id, ...(reason && { reason }) }
      gathered.set(name, { digest, context, count: 1 })
    },
    async write(now) {
      const all = [...gathered.values()]
      gathered = new Map()
      if (all.length === 0) return
      await inTransaction(pool, noTenant, async ({ rows }) => {
        const unknown = new Map<string, Record<string, unknown> & { count: number }>()
        for (const { digest, context, count } of all) {
          const values = [digest, now.toISOString(), JSON.stringify({ ...context, count })]
          const [row] = await rows<{ known: boolean }>(keyText, values)
          if (row?.known) continue
          const { ip_address: address = '' } = context
          const before = unknown.get(address)?.count ?? 0
          unknown.set(address, { ...context, reason: 'unknown', count: before + count })
        }
        for (const context of unknown.values()) await rows(unknownText, [JSON.stringify(context)])
      })
    },
  }
}
