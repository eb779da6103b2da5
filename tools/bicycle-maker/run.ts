/** `npm run import:bicycle-maker -- <folder>`: loads the company through the public import of a running Kontor. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Client, type Login, Refused } from './client.ts'
import { loadAll } from './load.ts'
import { mapAll } from './map.ts'
import { mapPhotos, prefix } from './map-catalogue.ts'
import { findOrMakeOrganization } from './organization.ts'
import { describeAccounts, showProgress } from './report.ts'
import { isSource, openSource } from './source.ts'

const projectFolder = join(import.meta.dirname, '../..')
const usage = `npm run import:bicycle-maker -- <folder> [--organization CODE]
Needs a running Kontor (KONTOR_URL, KONTOR_USER, KONTOR_PASSWORD; by default the one started here).`

class WrongUse extends Error {}

/** The demo administrator of a Kontor started here, unless the environment says who. */
function findLogin(): Login {
  const { KONTOR_URL, KONTOR_USER, KONTOR_PASSWORD, KONTOR_DATA, PORT } = process.env
  const url = (KONTOR_URL ?? `http://127.0.0.1:${PORT ?? 8017}`).replace(/\/+$/, '')
  if (KONTOR_USER && KONTOR_PASSWORD) return { url, username: KONTOR_USER, password: KONTOR_PASSWORD }
  const logins = join(KONTOR_DATA ?? join(projectFolder, 'data'), 'secrets/demo-logins')
  if (!existsSync(logins)) {
    throw new WrongUse('Say who signs in: KONTOR_USER and KONTOR_PASSWORD, a user who may do everything.')
  }
  const all: readonly (Omit<Login, 'url'> & { role: string })[] = JSON.parse(readFileSync(logins, 'utf8'))
  const administrator = all.find(({ role }) => role === 'administrator')
  if (administrator === undefined) throw new WrongUse(`${logins} names no administrator.`)
  return { url, username: administrator.username, password: administrator.password }
}

async function main(): Promise<void> {
  const options = { organization: { type: 'string', default: prefix } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [folder] = positionals
  if (folder === undefined) throw new WrongUse(usage)
  if (!isSource(folder)) throw new WrongUse(`${folder} does not hold the files of the bicycle maker.`)
  const client = new Client(findLogin())
  await client.signIn()
  const organization = await findOrMakeOrganization(client, values.organization)
  client.organization = organization.id
  console.log(`Loading ${folder} into ${organization.name} (${organization.code})`)
  const source = openSource(folder)
  const work = mkdtempSync(join(tmpdir(), 'bicycle-maker-'))
  try {
    const accounts = await loadAll(
      client,
      mapAll(source),
      mapPhotos(source),
      work,
      showProgress(process.stdout),
    )
    console.log(describeAccounts(accounts))
    if (accounts.some(({ failed }) => failed > 0)) process.exitCode = 1
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  const isOurs = error instanceof WrongUse || error instanceof Refused
  const isUnreachable = error instanceof TypeError && error.message === 'fetch failed'
  if (isUnreachable) console.error('No Kontor answers. Start it with npm start, or set KONTOR_URL.')
  else console.error(isOurs ? error.message : error)
  process.exitCode = isOurs ? 2 : 1
})
