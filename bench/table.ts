/** The figures of a bench as the table of bench/README.md, so that nobody copies them by hand. */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { FloorFigures } from './floor/run.ts'
import type { LoadFigures } from './load.ts'

export interface Measured extends LoadFigures {
  readonly processor: { readonly server: number; readonly database: number; readonly client: number }
}

export interface Results {
  readonly seconds: number
  readonly orderToCash: readonly Measured[]
  readonly floor: readonly (FloorFigures & { readonly ratio: number })[]
  readonly contention: Measured
  readonly memoryAfterStart: Readonly<Record<string, number>>
  readonly memoryAfterFlow: Readonly<Record<string, number>>
  readonly audit: unknown
  readonly logins: unknown
}

const head = [
  '| clients | flows/s | floor | of the floor | errors | worst p95 | processor a flow: server + database + client |',
  '|---|---|---|---|---|---|---|',
]

function rowOf(figures: Measured, what: string, floor?: Results['floor'][number]): string {
  const { server, database, client } = figures.processor
  const [name, worst] = Object.entries(figures.calls).toSorted(([, a], [, b]) => b.p95 - a.p95)[0] ?? []
  const cells = [
    what,
    figures.flows_a_second,
    floor?.flows_a_second ?? '',
    floor?.ratio ?? '',
    figures.errors,
    `${worst?.p95} ms (${name})`,
    `${server} + ${database} + ${client} ms`,
  ]
  return `| ${cells.join(' | ')} |`
}

const megabytes = (memory: Readonly<Record<string, number>>): string =>
  Object.entries(memory)
    .map(([name, size]) => `${name} ${size} MB`)
    .join(', ')

export function tableOf(results: Results, day: string): string {
  const rows = results.orderToCash.map((figures, index) =>
    rowOf(figures, String(figures.clients), results.floor[index]),
  )
  const [alone] = results.orderToCash
  const calls = Object.entries(alone?.calls ?? {}).map(
    ([name, { p50, statements }]) => `${name} ${p50} ms (${statements ?? '?'})`,
  )
  return [
    `${day}, ${cpus().length} processors, Node ${process.versions.node}, ${results.seconds} seconds a cell.`,
    '',
    ...head,
    ...rows,
    rowOf(results.contention, `${results.contention.clients}, the same 20 products`),
    '',
    `Calls at ${alone?.clients} client, p50 (statements): ${calls.join(', ')}.`,
    `Refused on the same 20 products because stock is gone: ${results.contention.refused} flows.`,
    `Memory after start: ${megabytes(results.memoryAfterStart)}.`,
    `Memory after the flow: ${megabytes(results.memoryAfterFlow)}.`,
  ].join('\n')
}

/** Between the two marks of bench/README.md. */
export function writeTable(table: string): void {
  const file = join(import.meta.dirname, 'README.md')
  const marks = /(<!-- figures -->\n)[\s\S]*(\n<!-- end of figures -->)/
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(marks, (_, start, end) => `${start}${table}${end}`),
  )
}
