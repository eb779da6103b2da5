/** Holds jobs up in the middle, so that a test meets them there however quick or slow the machine is. */
import { untilSo } from '#server/testing/processes.ts'
import type { TestServer } from '#server/testing/server.ts'

export interface HeldUp {
  /** Begins, when a job is held up, what has to wait for its row; lets the job go on when that waits. */
  goOnAfter<T>(work: () => Promise<T>): Promise<T>
  release(): Promise<void>
}

/** Any number that nothing else locks. */
const key = 8_017_003

/** From now on a job writes its first progress, and its next one only when it is let go. */
export async function holdUpJobs(server: TestServer): Promise<HeldUp> {
  await server.sql(`create or replace function public.held_up() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock_shared(${key}); return new; end $$`)
  await server.sql(`create or replace trigger held_up before update on data_job for each row
    when (old.done_rows > 0 and new.done_rows > old.done_rows) execute function public.held_up()`)
  await server.sql(`select pg_advisory_lock(${key})`)
  const release = async () => void (await server.sql(`select pg_advisory_unlock(${key})`))
  const untilOneWaits = (which: string) => {
    const text = `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and ${which}`
    return untilSo(async () => (await server.sql(text)).length > 0)
  }
  return {
    release,
    async goOnAfter(work) {
      await untilOneWaits(`wait_event = 'advisory'`)
      const begun = work()
      await untilOneWaits(`wait_event <> 'advisory'`)
      await release()
      return begun
    },
  }
}
