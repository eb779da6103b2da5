/** Pages of lists as they were last seen: shown at once on return, while the server is asked again. */
import type { Page } from '#web/kit/client/api.ts'
import { connection } from '#web/kit/client/connection.ts'
import type { RowData } from './fields.ts'

const most = 30
const pages = new Map<string, Page<RowData>>()

/** Never another reader's or organization's rows. */
const keyOf = (address: string) => `${connection.csrf_token} ${connection.organization} ${address}`

export function cachedPage(address: string): Page<RowData> | undefined {
  return pages.get(keyOf(address))
}

export function keepPage(address: string, page: Page<RowData>): void {
  pages.delete(keyOf(address))
  pages.set(keyOf(address), page)
  const [oldest] = pages.keys()
  if (pages.size > most && oldest !== undefined) pages.delete(oldest)
}
