/** The secrets a server cannot work without, looked at before anything is started. */
import type { SecretsManager } from './platform/secrets.ts'
import { StartFailure } from './platform/start-failure.ts'

/** By name, each with the setting or secret that may stand in its place. */
export const neededSecrets: Readonly<Record<string, { secret?: string; setting?: string }>> = {
  'access-token-key': { secret: 'token-keys', setting: 'JWT_SECRETS' },
  'audit-signing-key': {},
  'credential-key': { secret: 'credential-keys' },
  'factor-key': {},
}

/** Says all that is missing at once, a line each. */
export async function mustHaveSecrets(secrets: SecretsManager, environment: NodeJS.ProcessEnv) {
  const faults: string[] = []
  for (const [name, { secret, setting }] of Object.entries(neededSecrets)) {
    if (setting !== undefined && environment[setting]) continue
    if (secret !== undefined && (await secrets.read(secret)) !== null) continue
    try {
      secrets.get(name)
    } catch (error) {
      if (!(error instanceof StartFailure)) throw error
      faults.push(error.message)
    }
  }
  if (faults.length > 0) throw new StartFailure('configuration', faults.join('\n'))
}
