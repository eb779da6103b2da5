/** Hands events to the outbox in the same transaction, and to the reactions of modules above. */
import { writeIfMany } from './closing.ts'
import type { Context, DomainEvent } from './context.ts'

export type Reaction = (events: readonly DomainEvent[], ctx: Context) => Promise<void>

const reactions = new Map<string, Reaction[]>()

export function registerReaction(event: string, reaction: Reaction): void {
  reactions.set(event, [...(reactions.get(event) ?? []), reaction])
}

/** Runs reactions until no new event is told, then notes all for the outbox. May be called again. */
export async function tellEvents(ctx: Context): Promise<void> {
  const told: DomainEvent[] = []
  while (ctx.events.length > 0) {
    const fresh = ctx.events.splice(0)
    told.push(...fresh)
    for (const [name, list] of groupByName(fresh)) {
      for (const reaction of reactions.get(name) ?? []) await reaction(list, ctx)
    }
  }
  for (const event of told) {
    ctx.closing.events.push({
      organization_id: event.organizationId,
      name: event.name,
      record: event.name.slice(0, event.name.indexOf('.')),
      record_id: event.recordId,
      payload: event.payload,
    })
  }
  await writeIfMany(ctx)
}

function groupByName(events: readonly DomainEvent[]): Map<string, DomainEvent[]> {
  const groups = new Map<string, DomainEvent[]>()
  for (const event of events) groups.set(event.name, [...(groups.get(event.name) ?? []), event])
  return groups
}
