/** Taking the port: tried before anything is started, taken when all is ready, left in good order. */
import type { FastifyInstance } from 'fastify'
import { type AddressInfo, createServer } from 'node:net'
import type { Configuration } from './configuration.ts'
import { StartFailure } from './start-failure.ts'

type Address = Pick<Configuration, 'host' | 'port'>

/** Finds a busy port in milliseconds, so that no database is started in vain. */
export async function tryPort(address: Address): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenFailure(error, address)))
    server.listen(address.port, address.host, resolve)
  })
  await new Promise((resolve) => server.close(resolve))
}

/** Returns the address to open in a browser. */
export async function listen(application: FastifyInstance, address: Address): Promise<string> {
  try {
    await application.listen(address)
  } catch (error) {
    throw listenFailure(error as Error, address)
  }
  const { port } = application.server.address() as AddressInfo
  const isEverywhere = address.host === '0.0.0.0' || address.host === '::'
  const host = isEverywhere ? 'localhost' : address.host.includes(':') ? `[${address.host}]` : address.host
  return `http://${host}:${port}/`
}

/** Answers what is under way for a while, then hangs up. */
export async function stopListening(application: FastifyInstance, patience = 1500): Promise<void> {
  const hangUp = setTimeout(() => application.server.closeAllConnections(), patience)
  await application.close()
  clearTimeout(hangUp)
}

function listenFailure(error: NodeJS.ErrnoException, { host, port }: Address): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartFailure(
        'portBusy',
        `Port ${port} on ${host} is in use by another program. Take another: PORT=${port + 1} npm start`,
      )
    case 'EACCES':
      return new StartFailure('portBusy', `Port ${port} on ${host} is not allowed for this user.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartFailure('configuration', `HOST: this machine has no address ${host}.`)
    default:
      return error
  }
}
