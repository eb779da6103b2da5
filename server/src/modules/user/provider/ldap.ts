/** Asks a directory who somebody is: finds the one entry of the name, and binds as it with the password. */
import { randomUUID } from 'node:crypto'
import { BusyError, Client, type Entry, Filter, ResultCodeError, UnavailableError } from 'ldapts'
import type { SignInProvider } from '#contract/user/sign-in-provider.ts'
import type { Outgoing } from '#server/platform/outgoing.ts'
import type { Claims, Known } from './oidc.ts'

/** None of its servers could be asked; why stands in the trail alone. */
export class DirectoryDown extends Error {}

interface Asked {
  readonly username: string
  readonly password: string
  /** False where the account is locked: then the directory is not asked for the password at all. */
  readonly mayTry: (subject: string) => Promise<boolean>
}

export type Answer =
  | { readonly claims: Claims }
  | { readonly claims: null /** Of the entry whose password it was not. */; readonly subject: string | null }

const nobody: Answer = { claims: null, subject: null }

export async function askDirectory(known: Known, asked: Asked): Promise<Answer> {
  // An empty password is no proof: many directories take it for a visit without a name.
  if (asked.password === '') return nobody
  return askServers(known, (client) => ask(client, known.provider, asked))
}

/** One server after the other, until one has answered all of it. */
export async function askServers<T>(known: Known, work: (client: Client) => Promise<T>): Promise<T> {
  const reasons: string[] = []
  for (const server of known.provider.servers) {
    const client = await connect(known, server).catch(
      (error: Error) => void reasons.push(`${server}: ${error.message}`),
    )
    if (!client) continue
    try {
      return await work(client)
    } catch (error) {
      reasons.push(`${server}: ${(error as Error).message}`)
    } finally {
      await client.unbind().catch(() => undefined)
    }
  }
  throw new DirectoryDown(reasons.join('; '))
}

async function connect({ provider, secret, outgoing }: Known, server: string): Promise<Client> {
  const { hostname, port: given } = new URL(server)
  const isSecure = provider.encryption === 'tls'
  const port = Number(given) || (isSecure ? 636 : 389)
  const host = await hostOf(outgoing, hostname, port)
  const tlsOptions = {
    ...(/^[\d.]+$|:/.test(hostname) ? {} : { servername: hostname }),
    ...(provider.certificate === '' ? {} : { ca: provider.certificate }),
    minVersion: 'TLSv1.2' as const,
  }
  const url = `${isSecure ? 'ldaps' : 'ldap'}://${host}:${port}`
  const limits = { timeout: 10_000, connectTimeout: 5000 }
  const client = new Client({ url, ...limits, ...(isSecure ? { tlsOptions } : {}) })
  try {
    // On a connection that stands `host` opens none: it only says whose certificate is expected.
    if (provider.encryption === 'start_tls') await client.startTLS({ ...tlsOptions, host: hostname })
    if (provider.bind_name) await client.bind(provider.bind_name, secret ?? '')
    return client
  } catch (error) {
    await client.unbind().catch(() => undefined)
    throw error
  }
}

/** The very address that was tested: a second look-up could lead inside. */
async function hostOf(outgoing: Outgoing, hostname: string, port: number): Promise<string> {
  const { address, family } = await outgoing.pin(hostname, port)
  return family === 6 ? `[${address}]` : address
}

async function ask(client: Client, provider: SignInProvider, asked: Asked): Promise<Answer> {
  const { username, password, mayTry } = asked
  const entry = await findEntry(client, provider, username)
  if (entry === null) {
    // As long as a wrong password takes: nothing tells whether a name exists.
    await isPasswordOf(client, `cn=${randomUUID()},${provider.search_base}`, password)
    return nobody
  }
  const [subject = ''] = textsIn(entry, provider.subject_attribute)
  if (subject === '') return nobody
  const groups = await groupsOf(client, provider, entry)
  if (!(await mayTry(subject))) return nobody
  if (!(await isPasswordOf(client, entry.dn, password))) return { claims: null, subject }
  const [email = null] = textsIn(entry, provider.email_attribute)
  const [name = username] = textsIn(entry, provider.name_attribute)
  const isEmailVerified = email !== null
  return { claims: { subject, email, isEmailVerified, username, name, groups, isStrong: false } }
}

async function findEntry(client: Client, provider: SignInProvider, username: string): Promise<Entry | null> {
  const {
    subject_attribute: subject,
    name_attribute: name,
    email_attribute: email,
    groups_from: groups,
  } = provider
  const { searchEntries } = await client.search(String(provider.search_base), {
    scope: 'sub',
    filter: provider.user_filter.replaceAll('{username}', () => Filter.escape(username)),
    attributes: [...new Set([subject, name, email, groups])],
    explicitBufferAttributes: ['objectGUID'],
    sizeLimit: 10,
  })
  // Two of a name: nobody knows which of them is meant.
  return searchEntries.length === 1 ? (searchEntries[0] ?? null) : null
}

async function isPasswordOf(client: Client, name: string, password: string): Promise<boolean> {
  try {
    await client.bind(name, password)
    return true
  } catch (error) {
    const isDown = error instanceof BusyError || error instanceof UnavailableError
    if (error instanceof ResultCodeError && !isDown) return false
    throw error
  }
}

export async function groupsOf(
  client: Client,
  provider: SignInProvider,
  entry: Entry,
): Promise<readonly string[]> {
  const { group_filter: filter } = provider
  if (!filter) return textsIn(entry, provider.groups_from).flatMap(namesOf)
  const { searchEntries } = await client.search(String(provider.search_base), {
    scope: 'sub',
    filter: filter.replaceAll('{dn}', () => Filter.escape(entry.dn)),
    attributes: ['cn'],
    sizeLimit: 1000,
  })
  return searchEntries.flatMap(({ dn }) => namesOf(dn))
}

/** A group by its whole name, and by the first part of it. */
function namesOf(name: string): string[] {
  const first = /^[^=,]+=((?:\\.|[^,\\])+)/.exec(name)?.[1]
  return first === undefined ? [name] : [name, first.replaceAll(/\\(.)/g, '$1').trim()]
}

/** Names of attributes have no case; bytes are written in hexadecimal. */
export function textsIn(entry: Entry, attribute: string): string[] {
  const found = Object.entries(entry).find(([name]) => name.toLowerCase() === attribute.toLowerCase())?.[1]
  const values = Array.isArray(found) ? found : found === undefined ? [] : [found]
  return values
    .map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : String(value)))
    .filter(Boolean)
}
