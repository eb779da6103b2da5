/** Puts the server together from its modules: routes, engine and the one way in. */
import type { FastifyBaseLogger } from 'fastify'
import { createApplication } from '#server/kit/http/application.ts'
import { recordRoutes } from '#server/kit/http/record-routes.ts'
import type { Routes, Server } from '#server/kit/http/route.ts'
import { addRoutes } from '#server/kit/http/serve-routes.ts'
import { registerModules } from '#server/kit/module.ts'
import { type Described, openApiDocument } from '#server/openapi/document.ts'
import type { Pool } from '#server/platform/database.ts'
import type { IdentitySettings } from '#server/platform/identity-configuration.ts'
import { openAddressKeys } from '#server/platform/address-keys.ts'
import type { FileSettings } from '#server/platform/file-configuration.ts'
import { openFileServices } from '#server/platform/file-services.ts'
import type { SecretsManager } from '#server/platform/secrets.ts'
import { addMetricsRoute } from '#server/platform/metrics.ts'
import type { Protection } from '#server/platform/protection.ts'
import { openRateLimits } from '#server/platform/rate-limits.ts'
import { registerGermanWords } from './german.ts'
import { modules } from './modules.ts'
import { createDenials } from './modules/user/public.ts'
import { addFileBytes } from './modules/common/public.ts'
import { openPrinting } from './modules/printing/public.ts'
import { createAuthenticator } from './modules/user/authenticator.ts'
import { addAuthRoutes } from './modules/user/auth-routes.ts'
import { withSecondPerson } from './modules/user/duties/second-person.ts'
import { countedBy } from './modules/user/counted.ts'
import type { PasswordCost } from './modules/user/password.ts'
import { addRawRoutes, createVault, machineRoutes, publicAddress } from './modules/user/public.ts'
import { createOutgoing, type Outgoing } from './platform/outgoing.ts'
import { transferRoutes } from './modules/transfer/module.ts'

export interface Parts {
  readonly pool: Pool
  /** Where a pooler stands before the database: the address past it. */
  readonly listenUrl?: string | undefined
  readonly log: FastifyBaseLogger
  readonly now: () => Date
  /** True where cookies and links are only for HTTPS. */
  readonly isSecure: boolean
  readonly secrets: SecretsManager
  /** Where files are kept, and which. */
  readonly dataFolder: string
  readonly files?: FileSettings
  /** Whoever says nothing reaches public addresses only. */
  readonly outgoing?: Outgoing
  /** Where browsers find this server; undefined: where they came to. */
  readonly publicUrl?: string | undefined
  /** Only tests say so, since theirs is cheaper. */
  readonly passwordCost?: PasswordCost
  /** Attempts to sign in from one address in a minute. */
  readonly attemptsPerMinute?: number
  readonly protection: Protection
  /** How people sign in; the defaults of a machine of one's own unless said. */
  readonly identity?: IdentitySettings
}

export interface Assembled extends Server {
  /** Every address there is, as its route writes it. */
  readonly addresses: readonly string[]
  readonly secrets: SecretsManager
  readonly dataFolder: string
  readonly outgoing: Outgoing
  /** Where browsers find it, for links in letters. */
  publicAddress(): string
  stop(): Promise<void>
}

registerModules(modules)
registerGermanWords()

/** The routes that the engine serves, with the module and record they belong to. */
function engineRoutes(): readonly (Described & { routes: Routes })[] {
  const described = modules.flatMap((module) => {
    const name = module.contract.name
    const generic = module.records.map(({ record }) => ({
      module: name,
      record,
      routes: recordRoutes(record),
    }))
    return [...generic, { module: name, record: null, routes: module.routes ?? [] }]
  })
  const records = modules.flatMap((module) => module.records.map(({ record }) => record))
  return [...described, { module: 'transfer', record: null, routes: transferRoutes(records) }]
}

/** Every route there is, also those that modules serve themselves. */
export function describeRoutes(): readonly Described[] {
  const plain = modules.map(({ contract, plainRoutes = [] }) => {
    return { module: contract.name, record: null, routes: plainRoutes, isPlain: true }
  })
  return [...engineRoutes(), ...plain]
}

let writtenText: string | undefined

/** Written when it is first asked for: it is the same in every server, and large. */
function openApiText(): string {
  writtenText ??= JSON.stringify(openApiDocument(describeRoutes(), '1'))
  return writtenText
}

/** The application with every route, not yet listening. */
export async function createServer(parts: Parts): Promise<Assembled> {
  const { pool, log, now, isSecure } = parts
  const authenticator = await createAuthenticator(parts)
  const files = openFileServices(parts.dataFolder, parts.files)
  openAddressKeys(authenticator.addressKeys)
  const printing = openPrinting({ pool, now })
  const { protection } = parts
  const explain = createDenials({ ...parts, authenticate: authenticator.authenticate })
  const application = await createApplication(log, { isSecure, ...protection, explain })
  const limits = await openRateLimits(application, protection)
  addMetricsRoute(application, protection.metricsToken)
  const addresses: string[] = []
  application.addHook('onRoute', ({ url }) => void addresses.push(url))
  application.addHook('onResponse', async (request, reply) => authenticator.guard.answered(request, reply))
  const server: Server = { application, pool, now, authenticate: countedBy(limits, authenticator) }
  await addAuthRoutes(server, authenticator)
  addFileBytes(server, limits)
  const outgoing = parts.outgoing ?? createOutgoing([])
  const vault = createVault(parts.secrets)
  const { publicUrl } = parts
  await addRawRoutes({ server, authenticator, vault, outgoing, publicUrl }, machineRoutes)
  for (const { routes } of engineRoutes()) addRoutes(server, routes.map(withSecondPerson))
  application.get('/api/v1/openapi.json', (_request, reply) =>
    reply.type('application/json').send(openApiText()),
  )
  const stop = async () => {
    await authenticator.stop()
    await limits.stop()
    await files.close()
    await printing.close()
  }
  return {
    ...server,
    addresses,
    secrets: parts.secrets,
    outgoing,
    dataFolder: parts.dataFolder,
    publicAddress: () => publicAddress(authenticator.settings, application),
    stop,
  }
}
