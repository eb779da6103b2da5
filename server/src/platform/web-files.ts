/** Serves the built web application: hashed files for ever, the page itself always fresh. */
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const year = 365 * 24 * 3600

/** Every address that is no file and no API is the application's own business (its router shows 404s). */
export async function serveWeb(application: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return
  await application.register(fastifyStatic, {
    root: folder,
    serve: false,
    cacheControl: false,
    // Packed when they were built (tools/launcher/pack-files.mjs).
    preCompressed: true,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/')
      reply.header('cache-control', isHashed ? `public, max-age=${year}, immutable` : 'no-cache')
    },
  })
  for (const file of filesIn(folder)) {
    application.get(`/${file}`, (_request, reply) => reply.sendFile(file))
  }
  // One route for all of these: hundreds took a tenth of the start.
  const assets = new Set(filesIn(join(folder, 'assets')))
  application.get('/assets/*', (request: FastifyRequest, reply: FastifyReply) => {
    const file = (request.params as { '*': string })['*']
    return assets.has(file) ? reply.sendFile(`assets/${file}`) : reply.callNotFound()
  })
  const page = (_request: unknown, reply: FastifyReply) => reply.sendFile('index.html')
  application.get('/', page)
  for (const language of ['en', 'de']) {
    application.get(`/${language}`, page)
    application.get(`/${language}/*`, page)
  }
}

/** Without the folders in it, and without the stamp of the build. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name)
}
