/** The letters a test server has sent, read from its queue as the owner; no mail server is needed. */
import assert from 'node:assert/strict'
import { untilSo } from './processes.ts'
import type { TestServer } from './server.ts'

interface Letter {
  readonly subject: string
  readonly body: string
}

/** The newest letter to an address whose subject fits, once it is there: jobs write it later. */
export async function letterTo(server: TestServer, address: string, subject: RegExp): Promise<Letter> {
  let letter: Letter | undefined
  await untilSo(async () => {
    letter = (await lettersTo(server, address)).findLast((each) => subject.test(each.subject))
    return letter !== undefined
  })
  return letter ?? assert.fail(`no letter to ${address} like ${subject}`)
}

function lettersTo(server: TestServer, address: string): Promise<Letter[]> {
  return server.sql('select subject, body from outgoing_mail where recipient = $1 order by created_at, id', [
    address,
  ])
}
