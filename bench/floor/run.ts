/** Drives the floor: flow after flow of bare SQL on as many connections as there are clients. */
import pg from 'pg'
import { databaseTime } from '../processor-time.ts'
import { orderToCashInSql } from './flow.ts'
import type { Template } from './template.ts'

export interface FloorFigures {
  readonly clients: number
  readonly flows_a_second: number
  /** Of PostgreSQL's processes: comparable also where the machine has other work. */
  readonly database_milliseconds_a_flow: number | null
  readonly errors: number
  readonly first_errors: readonly string[]
}

/** What the server's own PostgreSQL has left beside the server; two processors are busy with far fewer. */
const mostConnections = 30

/** As many clients as connections, each flow after flow, with the server's own way of sending. */
export async function runFloor(
  database: string,
  template: Template,
  clients: number,
  forSeconds: number,
  postmaster: number | null = null,
): Promise<FloorFigures> {
  const count = Math.min(clients, mostConnections)
  const options = { connectionString: database, max: count, options: '-c role=kontor_app', pipeline: true }
  const pool = new pg.Pool(options as pg.PoolConfig)
  const firstErrors: string[] = []
  let [flows, errors] = [0, 0]
  const connections = await Promise.all(Array.from({ length: count }, () => pool.connect()))
  // A new connection plans every statement once; a server's connections have long done so.
  for (const client of connections) await orderToCashInSql(client, template, Math.random)
  const spentBefore = postmaster === null ? 0 : databaseTime(postmaster)
  const started = performance.now()
  const end = started + forSeconds * 1000
  async function flowAfterFlow(client: pg.PoolClient): Promise<void> {
    while (performance.now() < end) {
      try {
        await orderToCashInSql(client, template, Math.random)
        flows += 1
      } catch (error) {
        errors += 1
        if (firstErrors.length < 3) firstErrors.push(String(error))
      }
    }
  }
  await Promise.all(connections.map(flowAfterFlow))
  const took = (performance.now() - started) / 1000
  const spent = postmaster === null ? null : databaseTime(postmaster) - spentBefore
  for (const client of connections) client.release()
  await pool.end()
  return {
    clients,
    flows_a_second: Math.round((flows / took) * 10) / 10,
    database_milliseconds_a_flow: spent === null ? null : Math.round((spent / flows) * 100) / 100,
    errors,
    first_errors: firstErrors,
  }
}
