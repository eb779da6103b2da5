/** Valid rows and values, made by the generator of the server's suites through the API of a Kontor for journeys. */
import type { RecordName } from '#contract/record-names.ts'
import { listPath } from '#contract/record-names.ts'
import { World } from '#server/suites/world.ts'
import { ApiClient } from '#server/testing/api-client.ts'
import type { TestCompany } from '#server/testing/company.ts'
import type { TestServer } from '#server/testing/server.ts'
import type { Clerk } from '../kontor.ts'

export { picture } from '#server/suites/special.ts'
export type { World }

export type Values = Record<string, any>

/** The company of the one signed in. Goods on a shelf, which only a server at hand can put there, it lacks. */
export async function openWorld({ kontor, context }: Clerk): Promise<{ world: World; zone: string | null }> {
  const session = await (await context.request.get('/api/v1/auth/session/')).json()
  const root: string = session.organizations[0].id
  const { username, password } = kontor
  const chief = new ApiClient(kontor.address, { id: session.user.id, username, password }, root)
  const company = { tenant: root, root, as: { administrator: chief } }
  const world = new World({} as TestServer, company as unknown as TestCompany)
  return { world, zone: session.user.timezone }
}

/** By its id, or by a key that may hold any sign. */
export async function rowOf(world: World, record: RecordName, key: unknown): Promise<Values> {
  const { status, body } = await world.chief.get(`${listPath(record)}${encodeURIComponent(String(key))}/`)
  if (status !== 200) throw new TypeError(`${record} ${key} cannot be read: ${JSON.stringify(body)}`)
  return body
}
