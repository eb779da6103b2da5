/** Calls to entered addresses: no way into the own network, no second look-up, no flood, no endless wait. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type Address, createOutgoing, OutgoingFailure } from './outgoing.ts'

const seen: { url: string; host: string; authorization: string }[] = []
const server = createServer((request, response) => {
  const { url = '', headers } = request
  seen.push({ url, host: headers.host ?? '', authorization: headers.authorization ?? '' })
  if (url === '/large') return void response.end('x'.repeat(5000))
  if (url === '/slow') return
  if (url === '/inside') return void response.writeHead(302, { location: 'http://10.0.0.1/' }).end()
  if (url === '/metadata')
    return void response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end()
  if (url === '/loop') return void response.writeHead(302, { location: '/loop' }).end()
  if (url === '/once') return void response.writeHead(302, { location: '/' }).end()
  if (url === '/away')
    return void response.writeHead(302, { location: `http://localhost:${port()}/there` }).end()
  response.end('good')
})
const port = () => (server.address() as AddressInfo).port
const at = (path: string, host = '127.0.0.1') => `http://${host}:${port()}${path}`

const resolveTo =
  (...addresses: string[]) =>
  async (): Promise<Address[]> =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

const kind = (wanted: OutgoingFailure['kind']) => (error: unknown) =>
  error instanceof OutgoingFailure && error.kind === wanted

before(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
after(() => {
  server.closeAllConnections()
  server.close()
})

test('what is not public is refused, however it is spelt', async () => {
  const outgoing = createOutgoing([])
  const within = [
    '127.0.0.1 127.1 2130706433 0x7f000001 0177.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1',
    '192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200 168.63.129.16 224.0.0.1 [::1] [::]',
    '[fe80::1] [fd00:ec2::254] [::ffff:127.0.0.1] [::ffff:7f00:1] [64:ff9b::7f00:1] [2002:7f00:1::]',
    '255.255.255.255 localhost',
  ]
  for (const host of within.flatMap((line) => line.split(' '))) {
    await assert.rejects(outgoing.fetch(`https://${host}/`), kind('refused'), host)
  }
  for (const address of ['file:///etc/passwd', 'ftp://example.com/', 'data:text/plain,x']) {
    await assert.rejects(outgoing.fetch(address), kind('refused'), address)
  }
  await assert.rejects(outgoing.fetch('https://name:password@example.com/'), kind('refused'))
  assert.equal(seen.length, 0)
})

test('a name is refused if any of its addresses is within', async () => {
  for (const addresses of [['10.0.0.1'], ['93.184.216.34', '127.0.0.1'], ['2606:4700::1', 'fc00::1']]) {
    const outgoing = createOutgoing([], resolveTo(...addresses))
    await assert.rejects(outgoing.pin('partner.example', 443), kind('refused'), String(addresses))
  }
  const { address } = await createOutgoing([], resolveTo('93.184.216.34')).pin('partner.example', 443)
  assert.equal(address, '93.184.216.34')
  await assert.rejects(createOutgoing([], resolveTo()).pin('nobody.example', 443), kind('unreachable'))
})

test('public names are called by HTTPS only', async () => {
  const outgoing = createOutgoing([], resolveTo('93.184.216.34'))
  await assert.rejects(outgoing.fetch('http://partner.example/'), kind('refused'))
})

test('the list opens an address, a network, a name, a port, and nothing beside', async () => {
  for (const entry of ['127.0.0.1', '127.0.0.0/8', `127.0.0.1:${port()}`, `127.0.0.0/8:${port()}`]) {
    const answer = await createOutgoing([entry]).fetch(at('/'))
    assert.equal(await answer.text(), 'good', entry)
  }
  const named = createOutgoing(['directory.example'], resolveTo('127.0.0.1'))
  assert.equal((await named.fetch(at('/', 'directory.example'))).status, 200)
  await assert.rejects(named.fetch(at('/', 'other.example')), kind('refused'))
  await assert.rejects(createOutgoing([`127.0.0.1:${port() + 1}`]).fetch(at('/')), kind('refused'))
  await assert.rejects(createOutgoing(['10.0.0.0/8', '::1']).fetch(at('/')), kind('refused'))
})

test('a name that leads elsewhere at the second look is not looked up a second time', async () => {
  let looks = 0
  const rebinding = async (): Promise<Address[]> => {
    looks += 1
    return [{ address: looks === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
  }
  const outgoing = createOutgoing(['127.0.0.1'], rebinding)
  const answer = await outgoing.fetch(at('/rebound', 'rebind.example'))
  assert.equal(await answer.text(), 'good')
  assert.equal(looks, 1)
  assert.equal(seen.at(-1)?.host, `rebind.example:${port()}`)
})

test('a redirect is not followed unless asked, and each place is checked', async () => {
  const outgoing = createOutgoing(['127.0.0.1'])
  assert.equal((await outgoing.fetch(at('/inside'))).status, 302)
  for (const path of ['/inside', '/metadata', '/loop']) {
    await assert.rejects(outgoing.fetch(at(path), {}, { redirects: 3 }), kind('refused'), path)
  }
  assert.equal(await (await outgoing.fetch(at('/once'), {}, { redirects: 1 })).text(), 'good')
})

test('what proves us in one place is not sent on to another', async () => {
  const outgoing = createOutgoing(['127.0.0.1', 'localhost'], resolveTo('127.0.0.1'))
  const headers = { authorization: 'Bearer secret' }
  await outgoing.fetch(at('/away'), { headers }, { redirects: 1 })
  assert.deepEqual(seen.at(-1), { url: '/there', host: `localhost:${port()}`, authorization: '' })
})

test('size and time are limited', async () => {
  const outgoing = createOutgoing(['127.0.0.1'])
  await assert.rejects(outgoing.fetch(at('/large'), {}, { size: 4999 }), kind('too_large'))
  assert.equal((await (await outgoing.fetch(at('/large'), {}, { size: 5000 })).text()).length, 5000)
  await assert.rejects(outgoing.fetch(at('/slow'), {}, { time: 50 }), kind('too_slow'))
  await assert.rejects(createOutgoing(['127.0.0.1']).fetch('http://127.0.0.1:1/'), kind('unreachable'))
})
