/** The company the files are loaded into: a legal entity of its own below the root, made where it is missing. */
import type { Client, Json } from './client.ts'

export async function findOrMakeOrganization(client: Client, code: string): Promise<Json> {
  const { results } = await client.get(`organizations/?search=${encodeURIComponent(code)}&page_size=100`)
  const found = results.find((row: Json) => row.code.toLowerCase() === code.toLowerCase())
  if (found !== undefined) return found
  const all = (await client.get('organizations/?page_size=100')).results
  const root = all.find((row: Json) => row.parent === null) ?? all[0]
  const types = (await client.get('organization-types/?page_size=100')).results
  const type = types.find((row: Json) => row.name === 'Company') ?? types[0]
  return client.post('organizations/', {
    name: 'Bicycle maker',
    code,
    parent: root.id,
    organization_type: type.id,
    is_legal_entity: true,
    currency: 'USD',
    timezone: 'America/Los_Angeles',
    language: 'en',
    primary_address: {
      street_address_1: '1970 Napa Ct.',
      postal_code: '98011',
      city: 'Bothell',
      state: 'WA',
      country: 'US',
    },
  })
}
