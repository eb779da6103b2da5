/** Processor time of the server and of PostgreSQL: comparable also where the machine has other work. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BenchServer } from './server.ts'

/** Milliseconds; of PostgreSQL's processes together. */
export interface ProcessorTime {
  readonly server: number
  readonly database: number
}

/** A tick of the kernel's clock is 10 ms on Linux; nobody else tells. */
const tick = 10

interface Usage {
  readonly parent: number
  readonly own: number
  readonly ofEndedChildren: number
}

function usageOf(pid: number): Usage {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const sum = (...at: number[]) => at.reduce((total, index) => total + Number(fields[index]) * tick, 0)
  return { parent: Number(fields[1]), own: sum(11, 12), ofEndedChildren: sum(13, 14) }
}

/** The embedded database of a bench server, as its owner; work is done as the application's role. */
export function databaseOf(server: BenchServer): { url: string; postmaster: number } {
  const password = readFileSync(join(server.dataFolder, 'secrets/postgres-owner'), 'utf8').trim()
  const lines = readFileSync(join(server.dataFolder, 'postgres/postmaster.pid'), 'utf8').split('\n')
  const url = `postgres://kontor_owner:${password}@127.0.0.1:${lines[3]}/kontor`
  return { url, postmaster: Number(lines[0]) }
}

/** Since their start; the difference of two is what lay between. */
export function processorTime(server: BenchServer): ProcessorTime {
  const { postmaster } = databaseOf(server)
  return { server: usageOf(server.process.pid ?? 0).own, database: databaseTime(postmaster) }
}

/** Of PostgreSQL and its children so far. */
export function databaseTime(postmaster: number): number {
  let total = 0
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const { parent, own, ofEndedChildren } = usageOf(Number(name))
      if (parent === postmaster) total += own
      if (Number(name) === postmaster) total += own + ofEndedChildren
    } catch {
      // It ended while we looked.
    }
  }
  return total
}

/** Of one process of PostgreSQL, which serves one connection. */
export const backendTime = (pid: number): number => usageOf(pid).own
