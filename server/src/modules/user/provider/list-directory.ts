/** Everybody whom a directory would let in, read page by page: the ground of a synchronization. */
import type { SignInProvider } from '#contract/user/sign-in-provider.ts'
import { nameFrom } from './enter-by-provider.ts'
import { askServers, groupsOf, textsIn } from './ldap.ts'
import type { Known } from './oidc.ts'
import type { Entry } from './plan-sync.ts'

const attributesOf = (provider: SignInProvider) => [
  ...new Set([
    provider.subject_attribute,
    provider.username_attribute,
    provider.name_attribute,
    provider.email_attribute,
    provider.groups_from,
  ]),
]

/** All or nothing: a list that was cut short would look as if people were gone. */
export function listDirectory(known: Known): Promise<readonly Entry[]> {
  const { provider } = known
  return askServers(known, async (client) => {
    const { searchEntries } = await client.search(String(provider.search_base), {
      scope: 'sub',
      filter: provider.user_filter.replaceAll('{username}', '*'),
      attributes: attributesOf(provider),
      explicitBufferAttributes: ['objectGUID'],
      paged: { pageSize: 500 },
    })
    const people: Entry[] = []
    for (const entry of searchEntries) {
      const [subject] = textsIn(entry, provider.subject_attribute)
      const [username] = textsIn(entry, provider.username_attribute)
      if (!subject || !username) continue
      const [email = null] = textsIn(entry, provider.email_attribute)
      const [name = username] = textsIn(entry, provider.name_attribute)
      const groups = await groupsOf(client, provider, entry)
      people.push({ subject, username: nameFrom(username), name, email, groups })
    }
    return people
  })
}
