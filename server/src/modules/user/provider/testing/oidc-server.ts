/** A real OpenID provider on a free port: whoever is told signs in there at once, and consents to all. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AccountClaims, Provider } from 'oidc-provider'

export interface OidcServer {
  readonly issuer: string
  /** Who sits before the browser, by subject. */
  subject: string
  readonly people: Map<string, Omit<AccountClaims, 'sub'>>
  /** The ways of proof that its tokens name. */
  amr: string[]
  /** Where it may send browsers back to. */
  redirectUris: string[]
  stop(): Promise<void>
}

export const clientSecret = 'a secret of the client that nobody else knows'

export async function startOidcServer(): Promise<OidcServer> {
  const http = createServer()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const self: OidcServer = {
    issuer,
    subject: '',
    people: new Map(),
    amr: ['pwd'],
    redirectUris: [],
    stop: () => new Promise((resolve) => (http.closeAllConnections(), http.close(() => resolve()))),
  }
  let provider: Provider | null = null
  const open = () => (provider ??= providerOf(issuer, self))
  http.on('request', (request, response) => {
    const path = new URL(request.url ?? '/', issuer).pathname
    if (!path.startsWith('/interaction/')) return open().callback()(request, response)
    void answerInteraction(open(), self, request, response)
  })
  return self
}

function providerOf(issuer: string, self: OidcServer): Provider {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'kontor',
        client_secret: clientSecret,
        redirect_uris: self.redirectUris,
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    pkce: { required: () => true },
    claims: {
      amr: null,
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'groups'],
      email: ['email', 'email_verified'],
    },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...self.people.get(id) }),
    }),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    cookies: { keys: ['for tests only'] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
  })
  return provider
}

type Sides = Parameters<ReturnType<Provider['callback']>>

async function answerInteraction(provider: Provider, self: OidcServer, ...[request, response]: Sides) {
  const { prompt, params, grantId } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login') {
    const login = { accountId: self.subject, amr: self.amr, remember: false }
    await provider.interactionFinished(request, response, { login })
    return
  }
  const grant =
    (grantId === undefined ? undefined : await provider.Grant.find(grantId)) ??
    new provider.Grant({ accountId: self.subject, clientId: String(params.client_id) })
  grant.addOIDCScope(String(params.scope))
  const consent = { grantId: await grant.save() }
  await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true })
}
