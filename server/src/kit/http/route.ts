/** How a module adds an address of its own: permission, input and handler in one object. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Resource } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import type { Identity } from '#server/kit/identity.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import type { Pool } from '#server/platform/database.ts'
import type { Upload } from './upload.ts'

/** Finds out who sends a request; null where nobody is signed in. */
export type Authenticate = (request: FastifyRequest) => Promise<Identity | null>

/** What every route works with. */
export interface Server {
  readonly application: FastifyInstance
  readonly pool: Pool
  readonly now: () => Date
  readonly authenticate: Authenticate
}

export interface Call {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly raw: FastifyRequest
  /** Of a route with `takesFile`. */
  readonly upload?: Upload
  readonly inspected?: unknown
}

/** A raw answer streams or sends bytes; the handler has already written to the reply. */
export interface Handled {
  readonly handled: true
}

/** A long answer, streamed in a read-only transaction of its own once what `run` wrote has been committed. */
export interface Later {
  readonly later: (ctx: Context) => Promise<Handled>
}

/** A JSON schema, as the description of the API writes it. */
export type Schema = Readonly<Record<string, unknown>>

/** What the description of the API tells of an address, whether the engine serves it or the module itself. */
export interface PlainRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** The permission the caller must hold somewhere; `signed-in` asks for a session only, `open` for nothing. */
  readonly permission: string
  /** One sentence for the API's description. */
  readonly summary: string
  /** The schema of the body it takes; null for none. */
  readonly body?: Schema | null
  /** The schema of its good answer; null where that is empty (204). */
  readonly answer?: Schema | null
  /** The status of that answer, where it is neither 200 nor 204. */
  readonly status?: 201 | 202 | 303
  /** The record of which it answers a new row (201). */
  readonly creates?: Resource
  /** Calls from one address are counted (429). */
  readonly isLimited?: boolean
}

export interface Route extends PlainRoute {
  readonly mode?: 'read' | 'write'
  /** The body is one file, read as `call.upload` once the caller may use the route. */
  readonly takesFile?: true
  /** Long work on that file, done before the transaction is opened; its result is `call.inspected`. */
  readonly inspect?: (upload: Upload) => Promise<unknown>
  readonly run: (ctx: Context, call: Call, reply: FastifyReply) => Promise<Answer | Handled | Later>
}

export type Routes = readonly Route[]
