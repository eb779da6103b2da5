/** An OpenID provider and a directory as a process of their own, for journeys: one person in each. */
import { createInterface } from 'node:readline'
import { base, service, startLdapServer } from './ldap-server.ts'
import { clientSecret, startOidcServer } from './oidc-server.ts'

const openid = await startOidcServer()
const directory = await startLdapServer()
openid.subject = 'linda'
openid.people.set('linda', { email: 'linda@private.example', email_verified: true })
directory.people.push({ uid: 'berger', password: 'of the directory' })
console.log(JSON.stringify({ issuer: openid.issuer, clientSecret, url: directory.url, base, service }))

// Each line that comes in is an address that browsers may be sent back to.
for await (const line of createInterface({ input: process.stdin })) openid.redirectUris.push(line)
await openid.stop()
await directory.stop()
