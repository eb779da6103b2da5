/** From what a provider says of somebody to a session: whom it means, what is still due, what its groups give. */
import type { SignInProvider } from '#contract/user/sign-in-provider.ts'
import type { RequestFacts } from '#server/kit/context.ts'
import { inTransaction, type Transaction } from '#server/platform/database.ts'
import { enterTenant, noTenant, originOf } from '#server/modules/user/entering.ts'
import { admit, type Admission } from '#server/modules/user/factor/admit.ts'
import type { Entry } from '#server/modules/user/factor/parts.ts'
import type { RawParts } from '#server/modules/user/raw-route.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'
import { followGroups } from './group-grants.ts'
import type { ProviderParts } from './provider-parts.ts'
import type { Claims, Known } from './oidc.ts'

export interface Provider extends Known {
  readonly tenantId: string
  /** The code of its company. */
  readonly tenant: string
}

const columns = `id, name, kind, is_active, credential_id as credential, issuer, client_id, scopes,
  authorization_url, token_url, userinfo_url, servers, encryption, certificate, bind_name, search_base,
  user_filter, subject_attribute, name_attribute, email_attribute, group_filter, falls_back, groups_from,
  links_by_email, provisions, email_domains, home_id as home, role_id as role, trusts_second_factor,
  username_attribute, synchronizes, new_people, gone_people, synchronized_at`

/** Null where there is none, or none that is in use; its secret is opened, which the trail tells. */
export async function loadProvider(
  parts: ProviderParts,
  id: string,
  facts: RequestFacts,
): Promise<Provider | null> {
  const { server, vault, outgoing } = parts
  return inTransaction(server.pool, noTenant, async (transaction) => {
    const [found] = await transaction.rows<{ tenant_id: string | null; code: string }>(
      'select tenant_id, code from kontor.tenant_of_provider($1)',
      [id],
    )
    const tenantId = found?.tenant_id
    if (!found || !tenantId) return null
    await transaction.rows(`select set_config('erp.tenant_id', $1, true)`, [tenantId])
    const [provider] = await transaction.rows<SignInProvider>(
      `select ${columns} from sign_in_provider where tenant_id = $1 and id = $2`,
      [tenantId, id],
    )
    if (provider === undefined) return null
    const place = { tenantId, credentialId: String(provider.credential) }
    const purpose = `sign-in by ${provider.name}`
    const secret =
      provider.credential === null ? null : await vault.open(place, purpose, transaction, facts, server.now())
    return { provider, secret, outgoing, tenantId, tenant: found.code }
  })
}

interface Found {
  readonly identity: StoredIdentity | null
}

/** Null where nobody here is meant; the reason stands in the trail alone. */
export async function enterByProvider(
  parts: RawParts,
  { provider, tenantId }: Pick<Provider, 'provider' | 'tenantId'>,
  claims: Claims,
  entry: Entry,
): Promise<Admission | null> {
  const { server, authenticator } = parts
  const { now, facts } = entry
  const settings = { ...noTenant, tenantId }
  const meant = await inTransaction(server.pool, settings, (transaction) =>
    whoIsMeant(provider, claims, entry, transaction),
  )
  if (meant === null) return null
  await followGroups(parts, provider.id, identityFrom(meant), claims.groups, facts)
  return inTransaction(server.pool, settings, async (transaction) => {
    const [found] = await transaction.rows<{ identity: StoredIdentity | null }>(
      'select kontor.identity_by_subject($1, $2, $3) as identity',
      [provider.id, claims.subject, now.toISOString()],
    )
    if (!found?.identity) return null
    const identity = identityFrom(found.identity)
    await enterTenant(transaction, identity)
    const proven = { identity, by: provider.kind, isStrong: claims.isStrong }
    return admit(authenticator, proven, entry, transaction)
  })
}

async function whoIsMeant(
  provider: SignInProvider,
  { subject, email, isEmailVerified, username, name }: Claims,
  { facts, now }: Entry,
  { rows }: Transaction,
): Promise<StoredIdentity | null> {
  const context = JSON.stringify({ ...originOf(facts), method: provider.kind })
  const [found] = await rows<Found>(
    'select identity from kontor.enter_by_provider($1, $2, $3, $4, $5, $6, $7, $8)',
    [provider.id, subject, email, isEmailVerified, nameFrom(username), name, now.toISOString(), context],
  )
  return found?.identity ?? null
}

/** As user names are written here. */
export const nameFrom = (username: string): string =>
  username
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._/+@#-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 150) || 'user'

/** A sign-in that came to nothing stands in the trail of the company whose provider it was. */
export async function noteRefusal(
  { server }: Pick<ProviderParts, 'server'>,
  { provider, tenantId }: Pick<Provider, 'provider' | 'tenantId'>,
  reason: string,
  facts: RequestFacts,
): Promise<void> {
  const text = `insert into audit_log (tenant_id, action, record, record_id, record_label, context)
    values ($1, 'LOGIN_FAILED', 'user.sign_in_provider', $2, $3, $4)`
  const context = JSON.stringify({ ...originOf(facts), method: provider.kind, reason: reason.slice(0, 300) })
  await inTransaction(server.pool, { ...noTenant, tenantId }, ({ rows }) =>
    rows(text, [tenantId, provider.id, provider.name, context]),
  )
}
