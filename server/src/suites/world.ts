/** A company in which a valid row of every record can be made through the API, from its definition alone. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Resource } from '#contract/kit/resource.ts'
import { recordNamed } from '#contract/modules.ts'
import { listPath, type RecordName } from '#contract/record-names.ts'
import type { ApiClient } from '#server/testing/api-client.ts'
import { assertStatus } from '#server/testing/api-client.ts'
import type { TestCompany } from '#server/testing/company.ts'
import type { TestServer } from '#server/testing/server.ts'
import type { Body, Making } from './making.ts'
import { existing, special, uploadPicture } from './special.ts'
import { goodValue } from '#contract/kit/field/fixtures.ts'

export class World implements Making {
  readonly server: TestServer
  readonly company: TestCompany
  /** May do everything, in the root. */
  readonly chief: ApiClient
  readonly #shared = new Map<string, Promise<string>>()

  constructor(server: TestServer, company: TestCompany) {
    this.server = server
    this.company = company
    this.chief = company.as.administrator
  }

  /** What a client may send for a new row; `full` gives every plain field a value, not only what is required. */
  async body(record: Resource, { full = false, line = false } = {}): Promise<Body> {
    const body: Body = {}
    for (const [name, field] of Object.entries(record.fields)) {
      if (field.mode === 'server' || (field.mode !== 'required' && !full)) continue
      if (line && field.to === record.partOf && field.kind === 'reference') continue
      const isKey = field.kind === 'reference' || field.kind === 'file'
      if (isKey && field.mode !== 'required') continue
      const value = isKey ? await this.target(field.to ?? '', field.owned) : goodValue(field)
      if (value !== undefined) body[name] = value
    }
    const own = await special[record.name as RecordName]?.(this, body)
    return { ...body, ...own }
  }

  /** A row for a reference to point to: the same for all that do not say otherwise. */
  async target(name: string, owned = false): Promise<unknown> {
    const record = recordNamed(name as RecordName)
    if (owned) return this.body(record)
    const found = existing[record.name as RecordName]
    if (found !== undefined) return found
    return this.shared(name as RecordName)
  }

  shared(name: RecordName): Promise<string> {
    const known = this.#shared.get(name) ?? this.create(recordNamed(name)).then((row) => String(row.id))
    this.#shared.set(name, known)
    return known
  }

  /** A fresh row. */
  async create(record: Resource, more: Body = {}, options: { full?: boolean } = {}): Promise<Body> {
    if (record.name === 'common.file') return this.read(record, await uploadPicture(this))
    const body = { ...(await this.body(record, options)), ...more }
    return this.post(listPath(record.name as RecordName), body)
  }

  async post(path: string, body: unknown): Promise<Body> {
    const answer = await this.chief.post(path, body)
    assert.ok(answer.status < 300, `POST ${path}: ${JSON.stringify(answer.body)} for ${JSON.stringify(body)}`)
    return answer.body
  }

  async read(record: Resource, id: unknown): Promise<Body> {
    return assertStatus(await this.chief.get(`${listPath(record.name as RecordName)}${id}/`), 200).body
  }

  async move(path: string, id: unknown, verb: string): Promise<Body> {
    return assertStatus(await this.chief.post(`/api/v1/${path}/${id}/${verb}/`), 200).body
  }

  /** The seat and VAT registration without which no tax can be told. */
  async seat(): Promise<void> {
    const { tenant } = this.company
    const address = randomUUID()
    const { sql } = this.server
    await sql(`insert into address (id, tenant_id, country, city) values ($1, $2, 'DE', 'Dießen')`, [
      address,
      tenant,
    ])
    await sql('update organization set primary_address_id = $1 where id = $2', [address, tenant])
    await sql(
      `insert into vat_registration (tenant_id, organization_id, country, vat_id) values ($1, $1, 'DE', 'DE1')`,
      [tenant],
    )
  }
}

/** Both companies of a server, ready to sell. */
export async function openWorlds(server: TestServer): Promise<readonly [World, World]> {
  const worlds = [new World(server, server), new World(server, server.other)] as const
  for (const world of worlds) await world.seat()
  return worlds
}
