/** Sets and opens stored credentials; opening is the only way to a value, and it leaves a trace. */
import { refuse } from '#contract/user/failures.ts'
import type { RequestFacts } from '#server/kit/context.ts'
import type { Transaction } from '#server/platform/database.ts'
import type { SecretsManager } from '#server/platform/secrets.ts'
import { StartFailure } from '#server/platform/start-failure.ts'
import { originOf } from '#server/modules/user/entering.ts'
import { openValue, type Place, type Sealed, sealValue } from './envelope.ts'
import { keyNamed, loadMasterKeys } from './master-keys.ts'

export interface Vault {
  /** False where the tenant of the transaction has no such credential. */
  keep(place: Place, value: string, transaction: Rows, now: Date): Promise<boolean>
  /** For what it is opened stands in the audit trail. Refuses where no value is set. */
  open(place: Place, purpose: string, transaction: Rows, facts: RequestFacts, now: Date): Promise<string>
}

type Rows = Pick<Transaction, 'rows'>

export function createVault(secrets: SecretsManager): Vault {
  return {
    async keep(place, value, { rows }, now) {
      const { active } = await masterKeys(secrets)
      const { master_key, wrapped_key, sealed_value } = sealValue(value, active, place)
      const [kept] = await rows<{ kept: boolean }>(
        'select kontor.keep_credential($1, $2, $3, $4, $5) as kept',
        [place.credentialId, master_key, wrapped_key, sealed_value, now.toISOString()],
      )
      return kept?.kept === true
    },

    async open(place, purpose, { rows }, facts, now) {
      const [sealed] = await rows<Sealed>(
        'select master_key, wrapped_key, sealed_value from kontor.open_credential($1, $2, $3, $4)',
        [place.credentialId, purpose, now.toISOString(), JSON.stringify(originOf(facts))],
      )
      if (sealed === undefined) return refuse('user.credential_empty')
      const key = keyNamed(await masterKeys(secrets), sealed.master_key)
      try {
        return openValue(sealed, key, place)
      } catch {
        // The cipher says no more than that somebody has changed it.
        return refuse('user.credential_locked')
      }
    },
  }
}

async function masterKeys(secrets: SecretsManager) {
  try {
    return await loadMasterKeys(secrets)
  } catch (error) {
    if (error instanceof StartFailure) return refuse('user.credential_locked')
    throw error
  }
}
