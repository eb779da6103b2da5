/** Who states providers, and what must be said of each kind: whoever does can let anybody in. */
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import { groupRole } from '#contract/user/group-role.ts'
import { signInProvider } from '#contract/user/sign-in-provider.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { holdingRole, passes } from '#server/modules/user/access/passing.ts'
import { mustHoldRole } from '#server/modules/user/access/hold-role.ts'
import { mustHoldRights, rightsOfRoles } from '#server/modules/user/held-permissions.ts'

type Values = Readonly<Record<string, unknown>>

export const signInProviders = serve(signInProvider, {
  beforeSave: checkProviders,
  beforeDelete: async (_rows, ctx) => mustHoldAll(ctx),
  async suits(_rows, ctx) {
    const holdsAll = await passes(async () => mustHoldAll(ctx))
    return () => holdsAll
  },
})

export const groupRoles = serve(groupRole, {
  beforeSave: checkGroupRoles,
  async suits(rows, ctx) {
    const held = await holdingRole(rows, ctx)
    return (verb, { id }) => verb === 'delete' || held.has(id)
  },
  beforeDelete: async (rows, ctx) => {
    await ctx.rows('select kontor.end_group_roles($1, $2)', [rows.map(({ id }) => id), ctx.now.toISOString()])
  },
})

/**
 * A provider proves who somebody is, administrators too: only who may do everything decides on it. Which fields
 * are kept from him is no matter here; the engine keeps those of the provider.
 */
export function mustHoldAll(ctx: Context): void {
  const kept = ctx.identity.memberships.flatMap(({ fieldRules }) => Object.keys(fieldRules))
  const fieldRules = Object.fromEntries(kept.map((field) => [field, 'hidden' as const]))
  const all = { permissions: ['*'], row_rules: {}, field_rules: fieldRules, discount_limit: null }
  mustHoldRights(all, [ctx.tenantId], ctx)
}

async function checkProviders(drafts: readonly Draft[], ctx: Context): Promise<void> {
  mustHoldAll(ctx)
  for (const { values } of drafts) {
    const faults = [...incomplete(values), ...wrongAddresses(values), ...wrongFilters(values)]
    if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
    if (values.provisions === true || values.new_people === 'get_an_account')
      await mustNotBeSensitive(values.role, ctx)
  }
}

const needed: Readonly<Record<string, readonly string[]>> = {
  oidc: ['issuer', 'client_id'],
  oauth2: ['authorization_url', 'token_url', 'userinfo_url', 'client_id'],
  ldap: ['servers', 'search_base'],
}

function* incomplete(values: Values): Generator<Fault> {
  const makes =
    values.provisions === true || (values.kind === 'ldap' && values.new_people === 'get_an_account')
  const provisioning = makes ? ['home', 'role'] : []
  for (const name of [...(needed[String(values.kind)] ?? []), ...provisioning]) {
    const value = values[name]
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
      yield { pointer: `/${name}`, code: 'user.provider_incomplete' }
  }
}

/** Whether it may be called at all, the guard of outgoing calls decides at each call. */
function* wrongAddresses(values: Values): Generator<Fault> {
  const fault = (name: string, address: string): Fault => ({
    pointer: `/${name}`,
    code: 'user.provider_address',
    parameters: { address },
  })
  for (const name of ['issuer', 'authorization_url', 'token_url', 'userinfo_url']) {
    const address = values[name]
    if (typeof address === 'string' && !isAddress(address, ['https:', 'http:'])) yield fault(name, address)
  }
  for (const address of values.servers as readonly string[]) {
    if (!isAddress(address, ['ldap:', 'ldaps:'])) yield fault('servers', address)
  }
}

function isAddress(address: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, username, password, hash, hostname } = new URL(address)
  return protocols.includes(protocol) && hostname !== '' && `${username}${password}${hash}` === ''
}

function* wrongFilters({ kind, user_filter: users, group_filter: groups }: Values): Generator<Fault> {
  if (kind !== 'ldap') return
  const fault = (name: string, placeholder: string): Fault => ({
    pointer: `/${name}`,
    code: 'user.filter_wrong',
    parameters: { placeholder },
  })
  if (!String(users).includes('{username}')) yield fault('user_filter', '{username}')
  if (groups && !String(groups).includes('{dn}')) yield fault('group_filter', '{dn}')
}

async function mustNotBeSensitive(role: unknown, ctx: Context): Promise<void> {
  const rights = await rightsOfRoles([role], ctx)
  if (rights.is_sensitive) throw invalid('/role', 'user.role_sensitive')
}

/** What a group gives, its giver must hold; what asks for another's approval no group gives. */
async function checkGroupRoles(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const { values, organizationId } of drafts) {
    await mustNotBeSensitive(values.role, ctx)
    await mustHoldRole(await rightsOfRoles([values.role], ctx), values, organizationId, ctx)
  }
}
