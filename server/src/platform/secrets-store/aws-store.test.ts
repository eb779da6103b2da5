/** The AWS provider speaks the real protocol, through the real client, to a small server that answers as AWS does. */
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { openSecretsManager, type SecretsManager } from '#server/platform/secrets.ts'

const held = new Map<string, string>()
const calls: { target: string; authorization: string; body: Record<string, any> }[] = []
const pageSize = 2
let isDown = false

/** AWS JSON 1.1: the operation in a header, JSON in and out, errors named by `__type`. */
const answers: Record<string, (body: Record<string, any>) => unknown> = {
  BatchGetSecretValue({ Filters: [{ Values }], NextToken: from = '0' }) {
    const found = [...held].filter(([name]) => name.startsWith(Values[0]))
    const page = found.slice(Number(from), Number(from) + pageSize)
    const end = Number(from) + pageSize
    return {
      SecretValues: page.map(([Name, SecretString]) => ({ Name, SecretString })),
      ...(end < found.length ? { NextToken: String(end) } : {}),
    }
  },
  GetSecretValue: ({ SecretId }) => ({ Name: SecretId, SecretString: mustHold(SecretId) }),
  PutSecretValue({ SecretId, SecretString }) {
    mustHold(SecretId)
    held.set(SecretId, SecretString)
    return { Name: SecretId }
  },
  CreateSecret({ Name, SecretString }) {
    held.set(Name, SecretString)
    return { Name }
  },
}

function mustHold(name: string): string {
  const value = held.get(name)
  if (value === undefined) throw new TypeError('ResourceNotFoundException')
  return value
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, any>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString())
}

const stub = createServer(async (request, response) => {
  const target = String(request.headers['x-amz-target']).replace('secretsmanager.', '')
  const body = await bodyOf(request)
  calls.push({ target, authorization: String(request.headers.authorization), body })
  response.setHeader('content-type', 'application/x-amz-json-1.1')
  try {
    if (isDown) throw new TypeError('AccessDeniedException')
    response.end(JSON.stringify(answers[target]?.(body)))
  } catch (error) {
    response.statusCode = 400
    response.end(JSON.stringify({ __type: (error as Error).message, message: 'no' }))
  }
})

let environment: NodeJS.ProcessEnv
const configuration = { dataFolder: '/nowhere', databaseUrl: 'postgres://owner@db.example/kontor' }
const open = (changes: NodeJS.ProcessEnv = {}): Promise<SecretsManager> =>
  openSecretsManager(configuration, { ...environment, ...changes })

before(async () => {
  await new Promise<void>((resolve) => stub.listen(0, '127.0.0.1', resolve))
  environment = {
    KONTOR_SECRETS: 'aws',
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(stub.address() as AddressInfo).port}`,
    KONTOR_ENVIRONMENT: 'staging',
  }
  process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE'
  process.env.AWS_SECRET_ACCESS_KEY = 'an example only'
})
after(() => stub.close())
beforeEach(() => {
  held.clear()
  calls.length = 0
  isDown = false
  for (const name of ['one', 'two', 'three', 'four', 'five']) held.set(`erp/staging/kontor/${name}`, name)
  held.set('erp/production/kontor/one', 'of another environment')
})

test('a start fetches every secret of its prefix, page by page, signed', async () => {
  const secrets = await open()
  assert.deepEqual(
    ['one', 'two', 'three', 'four', 'five'].map((name) => secrets.get(name)),
    ['one', 'two', 'three', 'four', 'five'],
  )
  assert.equal(calls.length, 3)
  assert.match(calls[0]?.authorization ?? '', /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d+\/eu-central-1\//)
  assert.throws(() => secrets.get('six'), /holds no secret erp\/staging\/kontor\/six/)
})

test('the prefix is a setting, and the environment of the process comes first', async () => {
  held.set('alees/staging/kontor/one', 'under another prefix')
  const secrets = await open({
    AWS_SECRETS_PREFIX: 'alees/',
    KONTOR_SECRET_TWO: 'given at the start, and long enough',
  })
  assert.equal(secrets.get('one'), 'under another prefix')
  assert.equal(secrets.get('two'), 'given at the start, and long enough')
  await assert.rejects(secrets.update('two', 'x'), /comes from the environment/)
})

test('read, create, update and rotate reach the store, and a later reader sees what was written', async () => {
  const [secrets, other] = [await open(), await open()]
  assert.equal(await secrets.read('six'), null)
  await secrets.create('six', 'made')
  await assert.rejects(secrets.create('six', 'again'), /already/)
  assert.equal(await other.read('six'), 'made')
  await secrets.update('six', 'changed')
  assert.equal(await other.read('six'), 'changed')
  const fresh = await secrets.rotate('six')
  assert.ok(fresh.length >= 43)
  assert.equal(await other.read('six'), fresh)
  assert.equal(held.get('erp/staging/kontor/six'), fresh)
})

test('a store that refuses stops the start with its reason', async () => {
  isDown = true
  await assert.rejects(open(), /AWS Secrets Manager cannot be read: AccessDeniedException/)
})
