/** Serves the built web application: hashed files for ever, the page itself always fresh. */
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const year = 365 * 24 * 3600

/** Every address that is no file and no API is the application's own business (its router shows 404s). */
export async function serveWeb(application: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return
  await application.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    cacheControl: false,
    // Packed when they were built (tools/launcher/pack-files.mjs).
    preCompressed: true,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/')
      reply.header('cache-control', isHashed ? `public, max-age=${year}, immutable` : 'no-cache')
    },
  })
  const page = (_request: unknown, reply: { sendFile(name: string): unknown }) => reply.sendFile('index.html')
  application.get('/', page)
  for (const language of ['en', 'de']) {
    application.get(`/${language}`, page)
    application.get(`/${language}/*`, page)
  }
}
