/** Secrets a server reads leave a trace at each start, one that is another than before an entry of its own (SEC-13). */
import assert from 'node:assert/strict'
import test from 'node:test'
import { type ChainUnderTest, openChain } from '#server/modules/audit/testing/chain-under-test.ts'
import { managerOf } from '#server/platform/secrets.ts'
import { watchSecrets } from '#server/platform/watched-secrets.ts'
import { tellSecrets } from './tell-secrets.ts'

const long = (text: string) => text.padEnd(40, '.')

async function start(chain: ChainUnderTest, values: Readonly<Record<string, string>>): Promise<void> {
  const known = (name: string) => values[name] ?? null
  const store = { known, read: async (name: string) => known(name), write: null, missing: () => 'missing' }
  const secrets = watchSecrets(managerOf(store, {}))
  secrets.get('factor-key')
  await secrets.read('token-keys')
  await tellSecrets(chain.ownerUrl, secrets)
}

test('each start says which were read; a changed one is told in every company, and none by its value', async () => {
  const chain = await openChain()
  try {
    const tenant = await chain.addTenant()
    const values = { 'audit-signing-key': long('sign'), 'factor-key': long('one'), 'token-keys': long('two') }
    await start(chain, values)
    await start(chain, values)
    const toldTo = async (id: string) =>
      chain.owner<{ action: string; record_label: string }>(
        `select action, record_label from audit_log where tenant_id = $1 order by sequence`,
        [id],
      )
    const read = { action: 'SECRET_READ', record_label: 'factor-key, token-keys' }
    assert.deepEqual(await toldTo(tenant), [read, read])
    await start(chain, { ...values, 'factor-key': long('another') })
    assert.deepEqual((await toldTo(tenant)).slice(2), [
      read,
      { action: 'SECRET_CHANGED', record_label: 'factor-key' },
    ])
    await start(chain, { ...values, 'factor-key': long('another') })
    assert.deepEqual((await toldTo(tenant)).slice(4), [read])
    const [all] = await chain.owner<{ text: string }>(
      `select string_agg(a::text, '') as text from audit_log a`,
      [],
    )
    assert.doesNotMatch(all?.text ?? '', /another\.|one\.|two\.|sign\./)
  } finally {
    await chain.stop()
  }
})
