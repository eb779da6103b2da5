/** Secrets in AWS Secrets Manager, named `<prefix><environment>/kontor/<name>`; all are fetched at the start. */
import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import type { SecretsStore } from './secrets-store.ts'
import { StartFailure } from '#server/platform/start-failure.ts'

/** Credentials come as the SDK finds them: AWS_ACCESS_KEY_ID and so on, or the role of the machine. */
export async function openAwsStore(environment: NodeJS.ProcessEnv): Promise<SecretsStore> {
  const { AWS_REGION: region, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint } = environment
  const client = new SecretsManagerClient({
    ...(region ? { region } : {}),
    ...(endpoint ? { endpoint } : {}),
    maxAttempts: 3,
  })
  const stage = environment.KONTOR_ENVIRONMENT || 'production'
  const prefix = `${environment.AWS_SECRETS_PREFIX ?? 'erp/'}${stage}/kontor/`
  const known = await fetchAll(client, prefix)

  async function read(name: string): Promise<string | null> {
    try {
      const answer = await client.send(new GetSecretValueCommand({ SecretId: prefix + name }))
      return answer.SecretString ?? null
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return null
      throw error
    }
  }

  return {
    known: (name) => known.get(name) ?? null,
    read,
    async write(name, value) {
      try {
        await client.send(new PutSecretValueCommand({ SecretId: prefix + name, SecretString: value }))
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error
        await client.send(new CreateSecretCommand({ Name: prefix + name, SecretString: value }))
      }
      known.set(name, value)
    },
    missing: (name) => `AWS Secrets Manager holds no secret ${prefix}${name}.`,
  }
}

async function fetchAll(client: SecretsManagerClient, prefix: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const filters = [{ Key: 'name' as const, Values: [prefix] }]
  let next: string | undefined
  try {
    do {
      const answer = await client.send(
        new BatchGetSecretValueCommand({ Filters: filters, ...(next ? { NextToken: next } : {}) }),
      )
      for (const { Name: name = '', SecretString: value } of answer.SecretValues ?? []) {
        if (value !== undefined && name.startsWith(prefix)) found.set(name.slice(prefix.length), value)
      }
      next = answer.NextToken
    } while (next)
  } catch (error) {
    const { name, message } = error as Error
    throw new StartFailure('configuration', `AWS Secrets Manager cannot be read: ${name}: ${message}`)
  }
  return found
}
