/** The archive: compressed parts of a chain, each of which verifies by itself, and which go when their rows do. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import {
  type ChainUnderTest,
  openChain,
  writeEntries,
} from '#server/modules/audit/testing/chain-under-test.ts'
import { archiveAudit } from './archive.ts'
import { expireAudit } from './expire.ts'

let chain: ChainUnderTest
let tenant: string
let folder: string

before(async () => {
  chain = await openChain()
  tenant = await chain.addTenant()
  folder = join(chain.folder, 'audit-archive', tenant)
})
after(() => chain.stop())

const yearsLater = (years: number) => new Date(Date.now() + years * 366 * 24 * 3_600_000)
const archive = (day: Date) => archiveAudit(chain.owner, chain.owner, chain.folder, day)
const main = join(import.meta.dirname, '../verify/main.ts')

interface Verdict {
  readonly verdict: string
  readonly rows: number
  readonly before: number
  readonly position: number
  readonly first: { readonly kind: string } | null
}

/** By the program an auditor has, with nothing but Node. */
function verify(file: string): Verdict {
  const key = join(chain.folder, 'audit-checkpoints', `${chain.sealer.key.id}.pub`)
  const arguments_ = [main, file, '--key', key, '--json']
  try {
    return JSON.parse(execFileSync(process.execPath, arguments_, { encoding: 'utf8', stdio: 'pipe' }))
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    assert.notEqual(stdout, '', stderr)
    return JSON.parse(stdout)
  }
}

async function add(rows: number): Promise<void> {
  await writeEntries(chain.owner, tenant, [rows])
  await chain.seal()
}

test('what is a year old goes into a file that proves itself, and the next goes on after it', async () => {
  await add(4)
  assert.equal(await archive(new Date()), 0)
  assert.equal(await archive(yearsLater(1)), 1)
  assert.equal(await archive(yearsLater(1)), 0)
  await add(3)
  assert.equal(await archive(yearsLater(1)), 1)
  const [first = '', second = ''] = readdirSync(folder).toSorted()
  assert.match(first, /^1-\d+\.jsonl\.gz$/)
  const one = verify(join(folder, first))
  assert.deepEqual([one.verdict, one.rows, one.before, one.position], ['verified', 4, 0, 4])
  const two = verify(join(folder, second))
  // The entry that tells of the first file is the first row of the second.
  assert.deepEqual([two.verdict, two.rows, two.before, two.position], ['verified', 4, 4, 8])
  const told = await chain.owner<{ file: string }>(
    `select context ->> 'file' as file from audit_log where tenant_id = $1 and action = 'AUDIT_ARCHIVED'
    order by sequence`,
    [tenant],
  )
  assert.deepEqual(
    told.map(({ file }) => file),
    [first, second].map((name) => `audit-archive/${tenant}/${name}`),
  )
})

test('a changed row, a missing row and a false beginning are found in a file', () => {
  const [, name = ''] = readdirSync(folder).toSorted()
  const lines = gunzipSync(readFileSync(join(folder, name)))
    .toString()
    .trimEnd()
    .split('\n')
  const changed = (change: (line: string) => string | null) => {
    const path = join(chain.folder, 'changed.jsonl.gz')
    const kept = lines.flatMap((line) => change(line) ?? [])
    writeFileSync(path, gzipSync(`${kept.join('\n')}\n`))
    return verify(path)
  }
  const rows = lines.filter((line) => line.includes('"kind":"row"'))
  const renamed = (line: string) => JSON.stringify({ ...JSON.parse(line), actor_name: 'X' })
  const bad = changed((line) => (line === rows[1] ? renamed(line) : line))
  assert.deepEqual([bad.verdict, bad.first?.kind], ['broken', 'changed'])
  assert.equal(changed((line) => (line === rows[2] ? null : line)).first?.kind, 'dropped')
  const forged = changed((line) =>
    line.includes('"kind":"continues"') ? line.replace(/"position":\d+/, '"position":3') : line,
  )
  assert.equal(forged.verdict, 'broken')
  assert.equal(changed((line) => line).verdict, 'verified')
})

test('what expires goes from the archive, too', async () => {
  const [first = '', second = ''] = readdirSync(folder).toSorted()
  assert.ok((await expireAudit(chain.owner, chain.sealer.key, yearsLater(12), chain.folder)) > 0)
  assert.deepEqual([existsSync(join(folder, first)), existsSync(join(folder, second))], [false, false])
  await add(2)
  assert.equal(await archive(yearsLater(14)), 1)
  const [third = ''] = readdirSync(folder)
  assert.equal(verify(join(folder, third)).verdict, 'verified')
})
