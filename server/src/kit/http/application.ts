/** The Fastify application: limits, parsers, headers, and the one place that answers failures. */
import { isUtf8 } from 'node:buffer'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import fastify, {
  type FastifyError,
  type FastifyInstance,
  LogController,
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  type RawRequestDefaultExpression as RawRequest,
} from 'fastify'
import { Refusal } from '#contract/kit/failure.ts'
import { problemOf } from '#server/kit/problem.ts'
import { addSecurityHeaders } from '#server/platform/security-headers.ts'
import { factsOf } from './caller.ts'

const megabyte = 1024 * 1024
const bodyLimit = 2 * megabyte

/**
 * `/de/api/v1/…` is `/api/v1/…` in German (RULINGS 26). HEAD is GET whose body Node keeps back: it noted that it was
 * HEAD when the request arrived, and no route has to stand there twice.
 */
function addressAsked(request: RawRequest): string {
  if (request.method === 'HEAD') request.method = 'GET'
  const { url = '/' } = request
  return /^\/(en|de)\/api\//.test(url) ? url.slice(3) : url
}

/** Who stands in front of the application: see platform/protection.ts. */
export interface Surroundings {
  readonly isSecure: boolean
  readonly origins: readonly string[]
  readonly proxies: readonly string[]
  /** What the answer to a refusal says beside it. */
  readonly explain?: (error: unknown, request: FastifyRequest) => Promise<object>
}

export async function createApplication(
  log: FastifyBaseLogger,
  { isSecure, origins, proxies, explain }: Surroundings,
): Promise<FastifyInstance> {
  const application = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    requestTimeout: 60_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 250 },
    rewriteUrl: addressAsked,
    exposeHeadRoutes: false,
    genReqId: () => crypto.randomUUID(),
    trustProxy: proxies.length > 0 && [...proxies],
    frameworkErrors: answerFailure,
  })
  const methodsAt = rememberMethods(application)
  await application.register(cookie)
  await application.register(compress, { threshold: 2048, encodings: ['gzip', 'identity'] })
  readOnlyUtf8(application)
  await application.register(multipart, { limits: { files: 1, fields: 20, parts: 25 } })
  await addSecurityHeaders(application, isSecure, origins)
  application.setErrorHandler(async (error: FastifyError, request, reply) =>
    answerFailure(error, request, reply, await explain?.(error, request)),
  )
  application.setNotFoundHandler((request, reply) => {
    const known = methodsAt(request.url.split('?')[0] ?? '')
    const refusal =
      known.length > 0
        ? new Refusal('kit.wrong_method', { method: request.method })
        : new Refusal('kit.not_found')
    if (known.length > 0) reply.header('allow', known.join(', '))
    return answerFailure(refusal, request, reply)
  })
  return application
}

/** Other bytes would be stored as signs that nobody wrote; and plain text is no request of ours. */
function readOnlyUtf8(application: FastifyInstance): void {
  const parse = application.getDefaultJsonParser('error', 'error')
  application.removeAllContentTypeParsers()
  application.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, done) =>
      isUtf8(body)
        ? parse(request, body.toString(), done)
        : done(new Refusal('kit.malformed', { reason: 'the body is not valid UTF-8' })),
  )
}

function answerFailure(error: Error, request: FastifyRequest, reply: FastifyReply, more?: object) {
  const { status, body, isUnknown } = problemOf(asRefusal(error), factsOf(request).language, request.id)
  if (isUnknown) request.log.error({ err: error, request: request.id, url: request.url }, 'request failed')
  const text = JSON.stringify({ ...body, ...more })
  return reply.status(status).header('content-type', 'application/problem+json').send(text)
}

/** Remembers every address with its methods, so that a wrong method is told from a wrong address. */
function rememberMethods(application: FastifyInstance): (url: string) => readonly string[] {
  const known = new Map<string, Set<string>>()
  application.addHook('onRoute', ({ url, method }) => {
    // What answers everywhere says nothing about one address.
    if (url === '*' || url === '/*') return
    const path = url.replace(/\/+$/, '')
    const methods = known.get(path) ?? new Set<string>()
    for (const one of [method].flat()) methods.add(one)
    if (methods.has('GET')) methods.add('HEAD')
    known.set(path, methods)
  })
  const patternOf = (path: string) =>
    new RegExp(['^', path.replace(/:[^/]+/g, '[^/]+').replaceAll('*', '.*'), '/?', '$'].join(''))
  // Hundreds, which a start has no need of: made for the first address that is not found.
  let patterns: (readonly [RegExp, Set<string>])[] | undefined
  return (url) => {
    if (!url.startsWith('/api/')) return []
    patterns ??= [...known].map(([path, methods]) => [patternOf(path), methods] as const)
    const found = patterns.filter(([pattern]) => pattern.test(url))
    return [...new Set(found.flatMap(([, methods]) => [...methods]))]
  }
}

/** What Fastify itself refuses, in our words. */
function asRefusal(error: Partial<FastifyError>): unknown {
  if (error instanceof Refusal) return error
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Refusal('kit.too_large', { limit: '2 MB' })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return new Refusal('kit.wrong_content_type', { expected: 'application/json', given: 'something else' })
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new Refusal('kit.malformed', { reason: 'the body is not valid JSON' })
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new Refusal('kit.not_found')
    default:
      return error.statusCode === 400 ? new Refusal('kit.malformed', { reason: error.message }) : error
  }
}
