/** What a browser is told it may do with an answer, and which other sites may ask. */
import cors from '@fastify/cors'
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import Fastify, { type FastifyInstance } from 'fastify'

const own = "'self'"
const nothing = "'none'"

/** Styles stand in elements too, since components set widths and positions; scripts never do. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: [own],
    scriptSrc: [own],
    styleSrc: [own, "'unsafe-inline'"],
    imgSrc: [own, 'data:', 'blob:'],
    fontSrc: [own, 'data:'],
    connectSrc: [own],
    frameAncestors: [nothing],
    objectSrc: [nothing],
    baseUri: [nothing],
    formAction: [own],
    frameSrc: [own, 'blob:'],
  },
}

/** What a page of another site may read of an answer beside its body. */
const exposed = [
  'etag',
  'location',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
]

/** Pages of `origins` may call with a token; no cookie crosses sites. */
export async function addSecurityHeaders(
  application: FastifyInstance,
  isSecure: boolean,
  origins: readonly string[],
): Promise<void> {
  const sites = {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    credentials: false,
    maxAge: 600,
    exposedHeaders: exposed,
    // Whoever merely asks what is possible gets an answer, too.
    strictPreflight: false,
  }
  await application.register(cors, sites)
  const policies = { contentSecurityPolicy, hsts: isSecure, crossOriginEmbedderPolicy: false }
  const headers = await headersOf(policies)
  application.addHook('onRequest', (_request, { raw }, next) => {
    for (const [name, value] of headers) raw.setHeader(name, value)
    next()
  })
  application.addHook('onSend', async ({ url }, reply) => {
    reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()')
    // What the API tells is for the caller alone; a file says otherwise of itself.
    const isApi = url.startsWith('/api/') && !reply.hasHeader('cache-control')
    if (isApi) reply.header('cache-control', 'private, no-store')
  })
}

/** Helmet puts its headers together for every answer, and they are the same: it is asked once what they are. */
async function headersOf(policies: FastifyHelmetOptions): Promise<readonly [string, string][]> {
  const bare = Fastify()
  const none = await bare.get('/', () => '').inject('/')
  const asked = Fastify()
  await asked.register(helmet, policies)
  const { headers } = await asked.get('/', () => '').inject('/')
  await Promise.all([bare.close(), asked.close()])
  return Object.entries(headers).filter(([name]) => !(name in none.headers)) as [string, string][]
}
