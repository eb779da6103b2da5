/** What is done for the access of people each morning: campaigns are looked after, joined duties found. */
import type { Clock } from '#server/kit/by-clock.ts'
import { findDutyConflicts } from '#server/modules/user/duties/find-duty-conflicts.ts'
import { lookAfterReviews } from './look-after-reviews.ts'

export async function lookAfterAccess(clock: Clock): Promise<void> {
  await lookAfterReviews(clock)
  await findDutyConflicts(clock)
}
