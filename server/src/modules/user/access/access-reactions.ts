/** Who is told by mail what happens to his access. */
import type { Reaction } from '#server/kit/events.ts'
import { notifyOfAssignments } from './notify-assignment.ts'
import { notifyOfRequests } from './request/notify-request.ts'

const told: Readonly<Record<string, readonly [Reaction, readonly string[]]>> = {
  role_assignment: [notifyOfAssignments, ['approved', 'rejected', 'ended', 'created']],
  access_request: [notifyOfRequests, ['created', 'approved', 'rejected', 'withdrawn']],
}

export const accessReactions: Readonly<Record<string, Reaction>> = Object.fromEntries(
  Object.entries(told).flatMap(([record, [reaction, events]]) =>
    events.map((event) => [`user.${record}_${event}`, reaction]),
  ),
)
