/** A real LDAP server on a free port, with people and groups, that keeps what it was asked. */
import { createHash } from 'node:crypto'
import ldap from 'ldapjs'

export interface LdapPerson {
  readonly uid: string
  readonly password: string
  readonly mail?: string
  readonly name?: string
  readonly memberOf?: readonly string[]
}

export interface LdapServer {
  readonly url: string
  readonly people: LdapPerson[]
  /** Names with which somebody bound, and the filters of searches. */
  readonly binds: string[]
  readonly filters: string[]
  stop(): Promise<void>
}

interface BindRequest {
  readonly dn: { toString(): string }
  readonly credentials: string
}

interface SearchRequest {
  readonly filter: { toString(): string; matches(attributes: object): boolean }
}

interface Response {
  attributes: string[]
  send(entry: { readonly dn: string; readonly attributes: object }): void
  end(): void
}

type Next = (error?: unknown) => void

export const base = 'dc=huber,dc=example'
export const service = { name: `cn=kontor,${base}`, password: 'of the service' }
const nameOf = ({ uid }: LdapPerson) => `uid=${uid},ou=people,${base}`

export async function startLdapServer(tls: { certificate?: string; key?: string } = {}): Promise<LdapServer> {
  const server = ldap.createServer(tls as ldap.ServerOptions)
  const self = { people: [] as LdapPerson[], binds: [] as string[], filters: [] as string[] }
  const plain = (name: { toString(): string }) => name.toString().replaceAll(/, /g, ',')
  // Whoever speaks TLS to it in plain is not understood, and that is all.
  server.on('error', () => undefined)
  server.bind(base, (request: BindRequest, response: Response, next: Next) => {
    const name = plain(request.dn)
    self.binds.push(name)
    const known = [
      { name: service.name, password: service.password },
      ...self.people.map((person) => ({ name: nameOf(person), password: person.password })),
    ]
    // As many directories do: without a password anybody is let in, as nobody.
    const isGood = known.some((each) => each.name === name && each.password === request.credentials)
    if (!isGood && request.credentials !== '') return next(new ldap.InvalidCredentialsError())
    response.end()
    return next()
  })
  server.search(base, (request: SearchRequest, response: Response, next: Next) => {
    // Its own choice of attributes minds the case of their names, which LDAP does not.
    response.attributes = []
    self.filters.push(request.filter.toString())
    for (const person of self.people) {
      const { uid, mail, name = `Name of ${uid}`, memberOf } = person
      const attributes = {
        objectClass: 'person',
        uid,
        entryUUID: `uuid of ${uid}`,
        // Sixteen bytes that are no text, as Active Directory has them.
        objectGUID: createHash('sha256').update(uid).digest().subarray(0, 16),
        displayName: name,
        ...(mail === undefined ? {} : { mail }),
        ...(memberOf === undefined ? {} : { memberOf: [...memberOf] }),
      }
      if (request.filter.matches(attributes)) response.send({ dn: nameOf(person), attributes })
    }
    response.end()
    return next()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { ...self, url: server.url.replace('0.0.0.0', '127.0.0.1'), stop }
}
