/** Rules of the tree: roots stay, nobody reaches beyond his rights, documents pin the legal entity. */
import { isTimeZone } from '#contract/kit/dates.ts'
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/organization/failures.ts'
import { organization } from '#contract/organization/organization.ts'
import type { Context } from '#server/kit/context.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { may, mustHave } from '#server/kit/rights.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { deleteMemberships } from './delete-memberships.ts'
import { withDocuments } from './organizations-with-documents.ts'

type Row = Readonly<Record<string, unknown>>

export const organizations = serve(organization, {
  beforeSave: checkOrganizations,
  beforeDelete: checkRemovals,
  suits: async (_rows, { identity }) => {
    // The caller's identity does not know yet of one that he has just made; it comes to be like the one above.
    const placeOf = ({ id, parent }: Row) => String(identity.organizations.has(String(id)) ? id : parent)
    return (verb, row) => may(identity, permissionOf(organization, verb), placeOf(row))
  },
  // What the running transaction wrote is its own, though the caller's identity does not know of it yet.
  visible: {
    condition: '(t.id = any({organizations}) or t.xmin = pg_current_xact_id_if_assigned()::xid)',
    withAncestors: true,
  },
})

async function checkOrganizations(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const faults = drafts.flatMap((draft) => [...faultsOf(draft)])
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  for (const draft of drafts) {
    mustBeAllowed(draft, ctx)
    await mustFitTheTree(draft, ctx)
  }
  await mustKeepLegalEntity(drafts, ctx)
}

function* faultsOf({ before, values }: Draft): Iterable<Fault> {
  if (before === null && values.parent === null)
    yield { pointer: '/parent', code: 'organization.parent_missing' }
  if (!isTimeZone(String(values.timezone)))
    yield { pointer: '/timezone', code: 'kit.wrong_format', parameters: { format: 'time zone' } }
  if (values.is_legal_entity === true && values.currency === null)
    yield { pointer: '/currency', code: 'organization.currency_missing' }
}

/** The record is the tenant's, so the engine asks for the permission anywhere; here it must be held there. */
function mustBeAllowed({ id, before, values }: Draft, ctx: Context): void {
  const parent = values.parent as string | null
  mustKnow(parent, before, ctx)
  if (before === null) return mustHave(ctx.identity, 'organization.add_organization', parent)
  mustHave(ctx.identity, 'organization.change_organization', id)
  const isRoot = before.parent === null
  if (isRoot && (parent !== null || values.status !== 'active')) refuse('organization.root_stays')
  if (!isRoot && parent === null) refuse('organization.root_stays')
  if (parent !== before.parent) mustHave(ctx.identity, 'organization.add_organization', parent)
}

/** What the caller cannot see is not there for him: no missing right, but a wrong value. */
function mustKnow(parent: string | null, before: Draft['before'], ctx: Context): void {
  if (parent === null || parent === before?.parent || ctx.identity.organizations.has(parent)) return
  throw invalid('/parent', 'kit.reference_missing', { record: organization.name })
}

async function mustFitTheTree({ id, before, values }: Draft, ctx: Context): Promise<void> {
  const parent = values.parent as string | null
  if (parent === null || (parent === before?.parent && values.name === before.name)) return
  const text = `select p.ancestor_ids as above, exists (
      select from organization s
      where s.tenant_id = p.tenant_id and s.parent_id = p.id and s.name = $4 and s.id <> $3) as taken
    from organization p where p.tenant_id = $1 and p.id = $2`
  const [found] = await ctx.rows<{ above: readonly string[]; taken: boolean }>(text, [
    ctx.tenantId,
    parent,
    id,
    values.name,
  ])
  if (found === undefined)
    throw invalid('/parent', 'kit.reference_missing', { record: 'organization.organization' })
  if (found.above.includes(id)) throw invalid('/parent', 'kit.tree_circle')
  if (found.taken) throw invalid('/name', 'kit.taken', { record: 'organization.organization', field: 'name' })
}

/** A document states its legal entity and counts in its currency (DOMAIN 5). */
async function mustKeepLegalEntity(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const risky = drafts.filter(
    ({ before, values }) =>
      before !== null &&
      (before.parent !== values.parent ||
        before.is_legal_entity !== values.is_legal_entity ||
        (before.is_legal_entity === true && before.currency !== values.currency)),
  )
  for (const { id, before, values } of risky) {
    const stays = await keepsLegalEntity(id, before as Row, values, ctx)
    if (!stays && (await withDocuments(id, ctx))) {
      refuse('organization.has_documents', { organization: String(values.name) })
    }
  }
}

async function keepsLegalEntity(id: string, before: Row, values: Row, ctx: Context): Promise<boolean> {
  if (before.is_legal_entity === true && values.is_legal_entity === true)
    return before.currency === values.currency
  if (values.is_legal_entity !== before.is_legal_entity) return false
  const text = `select o.legal_entity_id is not distinct from p.legal_entity_id as same
    from organization o, organization p
    where o.tenant_id = $1 and o.id = $2 and p.tenant_id = $1 and p.id = $3`
  const [row] = await ctx.rows<{ same: boolean }>(text, [ctx.tenantId, id, values.parent])
  return row?.same ?? false
}

async function checkRemovals(rows: readonly Row[], ctx: Context): Promise<void> {
  for (const row of rows) {
    mustHave(ctx.identity, 'organization.delete_organization', String(row.id))
    if (row.parent === null) refuse('organization.root_stays')
  }
  await deleteMemberships(
    rows.map((row) => String(row.id)),
    ctx,
  )
}
