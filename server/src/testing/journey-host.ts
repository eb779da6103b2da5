/** Starts a Kontor for one browser journey after the other, in a process that is loaded and warm once. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLifecycle } from '#server/platform/lifecycle.ts'
import { type Company, startWebServer, type WebServer } from './web-server.ts'

const lifecycle = createLifecycle()
/** One at a time: files and printing are of the process, not of the server. */
const running = new Map<string, WebServer>()

/** `POST /empty` or `POST /demo` starts one and tells where it is; `DELETE /<its port>` ends it. */
async function answer(method: string, name: string): Promise<unknown> {
  if (method === 'DELETE') {
    await running.get(name)?.stop()
    running.delete(name)
    return null
  }
  if (running.size > 0) throw new TypeError('a Kontor for a journey is running in this process')
  const kontor = await startWebServer(name as Company)
  running.set(new URL(kontor.address).port, kontor)
  return kontor
}

const host = createServer((request, response) => {
  answer(request.method ?? '', request.url?.slice(1) ?? '').then(
    (body) => response.end(JSON.stringify(body)),
    (error: Error) => response.writeHead(500).end(error.stack),
  )
})

lifecycle.onStop(async () => {
  for (const kontor of running.values()) await kontor.stop()
})
host.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(host.address() as AddressInfo).port}`))
