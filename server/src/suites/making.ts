/** What records with needs of their own are made with: the company and the calls of its administrator. */
import type { RecordName } from '#contract/record-names.ts'
import type { ApiClient } from '#server/testing/api-client.ts'
import type { TestCompany } from '#server/testing/company.ts'
import type { TestServer } from '#server/testing/server.ts'

export type Body = Record<string, unknown>

export interface Making {
  readonly server: TestServer
  readonly company: TestCompany
  readonly chief: ApiClient
  /** The id of a row that all share who need one. */
  shared(name: RecordName): Promise<string>
  post(path: string, body: unknown): Promise<Body>
  move(path: string, id: unknown, verb: string): Promise<Body>
}
