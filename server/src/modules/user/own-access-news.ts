/** Hears from the very connection that changed rights: in this process they count before the answer is sent. */
import type pg from 'pg'
import type { Pool } from '#server/platform/database.ts'
import type { News } from './access-news.ts'

/** The code of the message by which kontor.tell_access speaks (0220-own-access-news.sql). */
const accessChanged = 'KT010'

/**
 * A connection says whose rights a statement changes before it says that the statement is done, and is given back
 * after COMMIT and before anybody is answered: that is the moment to forget. Whatever changes rights is heard, by
 * whichever route, without the notification that other processes wait for. Gives back what ends it.
 */
export function hearOwnAccessNews(pool: Pool, { changed }: Pick<News, 'changed'>): () => void {
  const told = new WeakMap<pg.ClientBase, Set<string>>()

  function listen(client: pg.ClientBase): void {
    if (told.has(client)) return
    const tenants = new Set<string>()
    told.set(client, tenants)
    client.on('notice', ({ code, detail }) => {
      if (code === accessChanged) tenants.add(detail ?? '')
    })
  }

  /** What was rolled back is forgotten, too: it is read anew, no more. */
  function forget(_error: unknown, client: pg.ClientBase): void {
    const tenants = told.get(client)
    if (tenants === undefined || tenants.size === 0) return
    for (const tenantId of tenants) changed(tenantId === '' ? null : tenantId)
    tenants.clear()
  }

  pool.on('acquire', listen)
  pool.on('release', forget)
  return () => void pool.off('acquire', listen).off('release', forget)
}
