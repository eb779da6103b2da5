/** Passwords: the form in which they are kept, what proves them, and which are refused as no secret. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { verify } from '@node-rs/argon2'
import { Refusal } from '#contract/kit/failure.ts'
import { createPasswords, hashesAtOnce, productionCost } from './password.ts'
import { mustBeGoodPassword, secretLength } from './password-rules.ts'

const cheap = createPasswords({ memoryCost: 8, timeCost: 1 })
const saltOf = (hash: string) => hash.replace(/[^$]*$/, '')

test('the cost of production is Argon2id with 19 MiB and two passes', async () => {
  assert.deepEqual(productionCost, { memoryCost: 19 * 1024, timeCost: 2 })
  const hash = await createPasswords(productionCost).hash('granite meadow 71 otter')
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  assert.ok(await verify(hash, 'granite meadow 71 otter'))
})

test('a password keeps the cost it was hashed at, its lanes too', async () => {
  const dear = createPasswords({ memoryCost: 16, timeCost: 1, parallelism: 2 })
  const hash = await dear.hash('granite meadow 71 otter')
  assert.match(hash, /\$m=16,t=1,p=2\$/)
  assert.equal(await cheap.prove('granite meadow 71 otter', saltOf(hash)), hash)
})

test('the right password proves itself by the salt alone, a wrong one does not', async () => {
  const hash = await cheap.hash('granite meadow 71 otter')
  assert.notEqual(await cheap.hash('granite meadow 71 otter'), hash)
  assert.equal(await cheap.prove('granite meadow 71 otter', saltOf(hash)), hash)
  assert.notEqual(await cheap.prove('granite meadow 71 Otter', saltOf(hash)), hash)
})

test('a password kept at another cost is proven at that cost', async () => {
  const hash = await createPasswords({ memoryCost: 16, timeCost: 3 }).hash('granite meadow 71 otter')
  assert.equal(await cheap.prove('granite meadow 71 otter', saltOf(hash)), hash)
})

test('without a salt the work is done all the same, for nothing', async () => {
  const proof = await cheap.prove('granite meadow 71 otter', '')
  assert.match(proof, /^\$argon2id\$v=19\$m=8,t=1,p=1\$/)
})

test('a letter typed as one sign or as two is the same letter', async () => {
  const hash = await cheap.hash('M\u00fcller Wiese 71')
  assert.equal(await cheap.prove('Mu\u0308ller Wiese 71', saltOf(hash)), hash)
})

test('more at once than anybody would wait for are refused', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 150 }, () => cheap.hash('granite meadow')))
  const refused = answers.filter(({ status }) => status === 'rejected')
  assert.equal(refused.length, 150 - 100 - hashesAtOnce)
  const [first] = refused as PromiseRejectedResult[]
  assert.ok(first?.reason instanceof Refusal && first.reason.code === 'kit.unavailable')
  assert.match(await cheap.hash('granite meadow'), /^\$argon2id/)
})

test('well-known words, names, rows of keys, years and repetitions are no secret', () => {
  const names = ['anna.huber', 'Anna Huber']
  for (const password of [
    'password1234',
    'P4$$w0rd2026!',
    'Passwort!Passwort!',
    'qwertzuiop12',
    'qwertyuiop[]',
    'abcdefghijklmnop',
    '123456789012',
    'aaaaaaaaaaaaaaaa',
    'abababababab',
    'letmein letmein',
    'AnnaHuber2026',
    'huber-huber-1',
    'Sommer2026!!',
    'Kontor123456',
    'administrator1',
    'iloveyou12345',
  ]) {
    assert.throws(
      () => mustBeGoodPassword(password, names, '/password'),
      isRefused('user.password_common'),
      password,
    )
  }
})

test('several unrelated words or a random text are good, however they are written', () => {
  for (const password of [
    'granite meadow 71 otter',
    'Zinnteller fliegen leise',
    'x7Kq-9mVt-2pLw',
    'пароль кириллицей длинный',
    'ጥሩ የይለፍ ቃል ነው እንግዲህ',
    'annahuber mag Quittengelee',
  ]) {
    mustBeGoodPassword(password, ['anna.huber', 'Anna Huber'], '/password')
  }
})

test('twelve characters are enough, eleven are not, and nobody needs more than 200', () => {
  const refuse = (password: string, code: string) =>
    assert.throws(() => mustBeGoodPassword(password, [], '/password'), isRefused(code))
  refuse('x7Kq-9mVt-2', 'kit.too_short')
  mustBeGoodPassword('x7Kq-9mVt-2p', [], '/password')
  refuse('x7Kq-9mVt-2p'.repeat(17), 'kit.too_long')
  assert.ok(secretLength('x7Kq-9mVt-2p', []) > 6)
})

function isRefused(code: string) {
  return (error: unknown) => {
    assert.ok(error instanceof Refusal)
    assert.deepEqual(
      error.faults.map((fault) => [fault.pointer, fault.code]),
      [['/password', code]],
    )
    return true
  }
}
