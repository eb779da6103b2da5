/** Hands events to the outbox in the same transaction, and to the reactions of modules above. */
import type { Context, DomainEvent } from './context.ts'

export type Reaction = (events: readonly DomainEvent[], ctx: Context) => Promise<void>

const reactions = new Map<string, Reaction[]>()

export function registerReaction(event: string, reaction: Reaction): void {
  reactions.set(event, [...(reactions.get(event) ?? []), reaction])
}

const insertText = `insert into outbox_event (tenant_id, organization_id, event, record, record_id, payload, user_id)
select $2::uuid, r.organization_id, r.name, r.record, r.record_id, r.payload, $3::uuid
from jsonb_to_recordset($1::jsonb) as r(organization_id uuid, name text, record text, record_id uuid, payload jsonb)`

/** Runs reactions until no new event is told, then writes all to the outbox. May be called again. */
export async function tellEvents(ctx: Context): Promise<void> {
  const told: DomainEvent[] = []
  while (ctx.events.length > 0) {
    const fresh = ctx.events.splice(0)
    told.push(...fresh)
    for (const [name, list] of groupByName(fresh)) {
      for (const reaction of reactions.get(name) ?? []) await reaction(list, ctx)
    }
  }
  if (told.length === 0) return
  const rows = told.map((event) => ({
    organization_id: event.organizationId,
    name: event.name,
    record: event.name.slice(0, event.name.indexOf('.')),
    record_id: event.recordId,
    payload: event.payload,
  }))
  await ctx.rows(insertText, [JSON.stringify(rows), ctx.tenantId, ctx.identity.userId])
}

function groupByName(events: readonly DomainEvent[]): Map<string, DomainEvent[]> {
  const groups = new Map<string, DomainEvent[]>()
  for (const event of events) groups.set(event.name, [...(groups.get(event.name) ?? []), event])
  return groups
}
