/** Speaks OpenID Connect and OAuth2 with a provider: authorization code with PKCE, and what it says of whom. */
import * as openid from 'openid-client'
import type { SignInProvider } from '#contract/user/sign-in-provider.ts'
import type { Outgoing } from '#server/platform/outgoing.ts'
import { isStateOf, partOf, type RoundTrip } from './round-trip.ts'

/** What a provider or directory says of somebody. */
export interface Claims {
  readonly subject: string
  readonly email: string | null
  readonly isEmailVerified: boolean
  readonly username: string
  readonly name: string
  readonly groups: readonly string[]
  /** It asked for a second factor itself, and signed that it did. */
  readonly isStrong: boolean
}

/** What the provider or the browser sent is not what was asked for; said in the trail alone. */
export class WrongAnswer extends Error {}

export interface Known {
  readonly provider: SignInProvider
  /** Null for a public client, which PKCE alone protects. */
  readonly secret: string | null
  readonly outgoing: Outgoing
}

export async function startAddress(known: Known, trip: RoundTrip, redirectUri: string): Promise<URL> {
  const { provider } = known
  const client = await clientOf(known)
  const challenge = await openid.calculatePKCECodeChallenge(partOf(trip, 'verifier'))
  return openid.buildAuthorizationUrl(client, {
    redirect_uri: redirectUri,
    scope: provider.scopes,
    state: partOf(trip, 'state'),
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...(provider.kind === 'oidc' ? { nonce: partOf(trip, 'nonce') } : {}),
    ...(provider.trusts_second_factor ? { claims: JSON.stringify({ id_token: { amr: null } }) } : {}),
  })
}

/** Throws whatever is wrong with the answer; nothing of it is shown to anybody. */
export async function claimsFrom(known: Known, trip: RoundTrip, answer: URL): Promise<Claims> {
  const { provider } = known
  const isOpenId = provider.kind === 'oidc'
  if (!isStateOf(trip, answer.searchParams.get('state')))
    throw new WrongAnswer('the state is not of this browser')
  const client = await clientOf(known)
  const tokens = await openid.authorizationCodeGrant(client, answer, {
    pkceCodeVerifier: partOf(trip, 'verifier'),
    expectedState: partOf(trip, 'state'),
    ...(isOpenId ? { expectedNonce: partOf(trip, 'nonce'), idTokenExpected: true } : {}),
  })
  const signed = isOpenId ? tokens.claims() : undefined
  const told = await userInformation(client, provider, tokens.access_token, signed?.sub)
  return readClaims(provider, { ...told, ...signed }, signed?.amr)
}

async function clientOf({ provider, secret, outgoing }: Known): Promise<openid.Configuration> {
  const own = secret === null ? openid.None() : openid.ClientSecretBasic(secret)
  // Plain HTTP goes out only where the operator has listed the host.
  const guarded: openid.CustomFetch = (url, { method, headers, body, signal }) =>
    outgoing.fetch(url, { method, headers, body, signal: signal ?? null })
  if (provider.kind === 'oidc') {
    return openid.discovery(new URL(String(provider.issuer)), String(provider.client_id), {}, own, {
      execute: [openid.allowInsecureRequests],
      [openid.customFetch]: guarded,
    })
  }
  const server = {
    issuer: new URL(String(provider.token_url)).origin,
    authorization_endpoint: String(provider.authorization_url),
    token_endpoint: String(provider.token_url),
    userinfo_endpoint: String(provider.userinfo_url),
  }
  const client = new openid.Configuration(server, String(provider.client_id), {}, own)
  openid.allowInsecureRequests(client)
  client[openid.customFetch] = guarded
  return client
}

type Told = Readonly<Record<string, unknown>>

async function userInformation(
  client: openid.Configuration,
  provider: SignInProvider,
  token: string,
  subject: string | undefined,
): Promise<Told> {
  if (client.serverMetadata().userinfo_endpoint === undefined) return {}
  if (subject !== undefined) return openid.fetchUserInfo(client, token, subject)
  // Of a provider that is no OpenID provider: its own words, of which `id` or `sub` is the subject.
  const address = new URL(String(provider.userinfo_url))
  const answer = await openid.fetchProtectedResource(client, token, address, 'GET')
  if (!answer.ok) throw new WrongAnswer(`the user information answers ${answer.status}`)
  return (await answer.json()) as Told
}

function readClaims(provider: SignInProvider, told: Told, amr: unknown): Claims {
  const subject = told.sub ?? told.id
  if ((typeof subject !== 'string' && typeof subject !== 'number') || `${subject}` === '') {
    throw new WrongAnswer('the provider names no subject')
  }
  const text = (...values: unknown[]) => values.find((value) => typeof value === 'string' && value !== '')
  const email = text(told.email) as string | undefined
  const username = String(text(told.preferred_username, told.login, email) ?? subject)
  const groups = told[provider.groups_from]
  return {
    subject: String(subject).slice(0, 255),
    email: email ?? null,
    isEmailVerified: told.email_verified === true,
    username,
    name: String(text(told.name) ?? username),
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string').slice(0, 1000) : [],
    isStrong: provider.trusts_second_factor && Array.isArray(amr) && amr.includes('mfa'),
  }
}
