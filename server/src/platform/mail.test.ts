/** Mail leaves with the transaction that sends it, once, and is tried again where the mail server refuses. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { type MailBox, openMailBox } from '#server/testing/mail-box.ts'
import { startServer, type TestServer } from '#server/testing/server.ts'
import { until } from '#server/testing/processes.ts'
import { inTransaction, type Transaction } from './database.ts'
import { queueMail } from './mail.ts'

let box: MailBox
let server: TestServer

before(async () => {
  box = await openMailBox()
  server = await startServer({ withJobs: true, smtpUrl: box.url })
})
after(async () => {
  await server?.stop()
  await box?.stop()
})

const within = <T>(at: TestServer, work: (transaction: Transaction) => Promise<T>) =>
  inTransaction(
    at.pool,
    { tenantId: at.tenant, organizationId: null, organizationIds: [], usableIds: [], userId: null },
    work,
  )
const letter = (subject: string) => ({
  userId: null,
  to: 'helga@example.org',
  subject,
  text: 'Grüß Gott,\nIhr Code ist 123456.\n',
})
const stateOf = async (subject: string, at = server) =>
  (
    await at.sql('select status, attempts, body, last_error from outgoing_mail where subject = $1', [subject])
  )[0]

test('a mail arrives as it was written, and its text is not kept', async () => {
  await within(server, ({ rows }) => queueMail(rows, letter('Ihr Zugang – Größe')))
  const mail = await box.waitFor(({ subject }) => subject === 'Ihr Zugang – Größe')
  assert.equal(mail.to?.[0]?.address, 'helga@example.org')
  assert.equal(mail.from?.address, 'kontor@example.org')
  assert.match(mail.text ?? '', /Grüß Gott,\nIhr Code ist 123456\./)
  let state = await stateOf('Ihr Zugang – Größe')
  while (state?.status === 'waiting') state = await stateOf('Ihr Zugang – Größe')
  assert.deepEqual(state, { status: 'delivered', attempts: 1, body: '', last_error: '' })
})

test('nothing leaves where the transaction fails', async () => {
  const failing = within(server, async ({ rows }) => {
    await queueMail(rows, letter('never'))
    await rows('select 1 / 0')
  })
  await assert.rejects(failing)
  await within(server, ({ rows }) => queueMail(rows, letter('afterwards')))
  await box.waitFor(({ subject }) => subject === 'afterwards')
  assert.equal(await stateOf('never'), undefined)
  assert.ok(!box.mails.some(({ subject }) => subject === 'never'))
})

test('a mail server that refuses is asked again', async () => {
  box.refuse(1)
  await within(server, ({ rows }) => queueMail(rows, letter('patience')))
  await box.waitFor(({ subject }) => subject === 'patience')
  let state = await stateOf('patience')
  while (state?.status === 'waiting') state = await stateOf('patience')
  assert.deepEqual([state?.status, state?.attempts], ['delivered', 2])
})

test('a line break in a subject makes no header', async () => {
  await within(server, ({ rows }) => queueMail(rows, letter('two\r\nBcc: thief@example.org')))
  const mail = await box.waitFor(({ subject }) => subject?.startsWith('two') === true)
  assert.ok(!mail.bcc?.length && mail.headers.every(({ key }) => key !== 'bcc'))
})

test('an address with a comma is one address, and what is refused for good is given up at once', async () => {
  const to = 'one@example.org, two@example.org'
  await within(server, ({ rows }) => queueMail(rows, { ...letter('comma'), to }))
  let state = await stateOf('comma')
  while (state?.status === 'waiting') state = await stateOf('comma')
  assert.deepEqual([state?.status, state?.attempts], ['failed', 1])
  assert.match(String(state?.last_error), /Bad recipient address/)
  assert.ok(!box.mails.some(({ subject }) => subject === 'comma'))
})

test('the application sends mail and cannot read any', async () => {
  for (const text of ['select body from outgoing_mail', 'delete from outgoing_mail']) {
    await assert.rejects(
      within(server, ({ rows }) => rows(text)),
      { code: '42501' },
    )
  }
})

test('without a mail server each letter becomes a file of its own', async () => {
  const alone = await startServer({ withJobs: true })
  try {
    await within(alone, ({ rows }) => queueMail(rows, letter('into a file')))
    const folder = join(alone.dataFolder, 'mail')
    await until(() => {
      try {
        return readdirSync(folder).length === 1
      } catch {
        return false
      }
    })
    const [name = ''] = readdirSync(folder)
    assert.match(readFileSync(join(folder, name), 'utf8'), /Subject: into a file/)
  } finally {
    await alone.stop()
  }
})
