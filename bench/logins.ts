/**
 * `node bench/logins.ts`, and part of `npm run bench`: what sign-ins cost those who read lists. Server and database on
 * one core, 15 clients read lists one after another, and meanwhile 5 people a second sign in; alternating short rounds.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, percentile } from './client.ts'
import { processorTime } from './processor-time.ts'
import { type BenchServer, startServer } from './server.ts'

const seconds = Number(process.env.BENCH_LOGIN_SECONDS ?? 8)
const rounds = Number(process.env.BENCH_LOGIN_ROUNDS ?? 6)
const clients = 15
const loginsEach = 5
const lists = ['/api/v1/products/', '/api/v1/partners/', '/api/v1/sales-orders/', '/api/v1/warehouses/']

/** From its start, so that the server knows it has but one. */
const isPinned = spawnSync('taskset', ['-V']).status === 0

interface Round {
  /** Lists a second. */
  readonly lists: number
  readonly p50: number
  readonly p95: number
  /** Milliseconds of a sign-in, and how many were answered. */
  readonly login_p50: number
  readonly login_p95: number
  readonly logins: number
  /** Milliseconds of processor in a second, of server and database. */
  readonly processor: number
}

export interface LoginFigures {
  readonly without: Round
  readonly with: Round
  /** What one sign-in costs the processors, by a burst of nothing else. */
  readonly processor_a_login: number
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const medians = (all: readonly Round[]): Round =>
  Object.fromEntries(
    Object.keys(all[0] ?? {}).map((key) => [
      key,
      Number(median(all.map((round) => round[key as keyof Round])).toFixed(1)),
    ]),
  ) as unknown as Round

interface Login {
  readonly username: string
  readonly password: string
}

const loginsOf = ({ dataFolder }: BenchServer): readonly Login[] =>
  JSON.parse(readFileSync(join(dataFolder, 'secrets/demo-logins'), 'utf8')) as Login[]

let attempts = 0

/** Each from an address of its own, as far as the server knows: the limit by address is not what is measured. */
async function signIn({ base }: BenchServer, logins: readonly Login[]): Promise<number> {
  attempts += 1
  const { username, password } = logins[attempts % logins.length] ?? { username: '', password: '' }
  const address = `198.51.${(attempts >> 8) % 256}.${attempts % 256}`
  const from = performance.now()
  const answer = await fetch(`${base}/api/v1/auth/token/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ username, password }),
  })
  await answer.arrayBuffer()
  if (answer.status !== 200) throw new Error(`a sign-in was answered ${answer.status}`)
  return performance.now() - from
}

/** At their pace, whether or not the one before is answered. */
async function signInsUntil(end: number, server: BenchServer, logins: readonly Login[]): Promise<number[]> {
  const under: Promise<number>[] = []
  if (logins.length === 0) return []
  for (let due = performance.now(); due < end; due += 1000 / loginsEach) {
    await pause(Math.max(0, due - performance.now()))
    under.push(signIn(server, logins))
  }
  return Promise.all(under)
}

async function round(
  server: BenchServer,
  readers: readonly Client[],
  logins: readonly Login[],
): Promise<Round> {
  for (const reader of readers) reader.timings.clear()
  const started = performance.now()
  const [end, before] = [started + seconds * 1000, spent(server)]
  const read = async (reader: Client, index: number) => {
    for (let turn = index; performance.now() < end; turn += 1) {
      const { status } = await reader.get('list', lists[turn % lists.length] ?? '')
      if (status !== 200) throw new Error(`a list was answered ${status}`)
    }
  }
  const [signIns] = await Promise.all([signInsUntil(end, server, logins), ...readers.map(read)])
  const took = (performance.now() - started) / 1000
  const times = readers.flatMap(({ timings }) => timings.get('list') ?? [])
  return {
    lists: times.length / took,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    login_p50: signIns.length === 0 ? 0 : percentile(signIns, 0.5),
    login_p95: signIns.length === 0 ? 0 : percentile(signIns, 0.95),
    logins: signIns.length,
    processor: (spent(server) - before) / took,
  }
}

function spent(server: BenchServer): number {
  const { server: own, database } = processorTime(server)
  return own + database
}

async function costOfLogin(server: BenchServer, logins: readonly Login[]): Promise<number> {
  const [count, before] = [20, spent(server)]
  for (let index = 0; index < count; index += 1) await signIn(server, logins)
  return Number(((spent(server) - before) / count).toFixed(1))
}

function show(figures: LoginFigures): void {
  const { without, with: beside, processor_a_login: cost } = figures
  const aList = (each: Round) => `processor a list ${(each.processor / each.lists).toFixed(1)} ms`
  const lists = (each: Round) => `${each.lists} a second, p50 ${each.p50}, p95 ${each.p95} ms`
  const where = isPinned ? 'one core' : 'all cores'
  console.log(`\nSign-ins, server and database on ${where}: one costs ${cost} ms of processor
  ${clients} clients read lists: ${lists(without)}, ${aList(without)}
  with ${loginsEach} sign-ins a second:  ${lists(beside)}, with them ${aList(beside)}
    a sign-in p50 ${beside.login_p50}, p95 ${beside.login_p95} ms, ${beside.logins} in ${seconds} s`)
}

export async function measureLogins(): Promise<LoginFigures> {
  const server = await startServer(isPinned ? ['taskset', '-c', '0'] : [])
  try {
    return await measure(server)
  } finally {
    await server.stop()
  }
}

async function measure(server: BenchServer): Promise<LoginFigures> {
  const logins = loginsOf(server)
  const readers = Array.from(
    { length: clients },
    () => new Client(server.base, server.token, server.organization),
  )
  await round(server, readers, [])
  const cost = await costOfLogin(server, logins)
  const [bare, beside]: [Round[], Round[]] = [[], []]
  for (let index = 0; index < rounds; index += 1) {
    bare.push(await round(server, readers, []))
    beside.push(await round(server, readers, logins))
  }
  for (const reader of readers) reader.close()
  const figures = { without: medians(bare), with: medians(beside), processor_a_login: cost }
  show(figures)
  return figures
}

if (import.meta.main) await measureLogins()
