/** The OpenAPI 3.1 description of every address, made from the definitions and routes. */
import type { Resource } from '#contract/kit/resource.ts'
import { isCreatable, movesOf } from '#contract/kit/resource.ts'
import type { PlainRoute, Route, Schema } from '#server/kit/http/route.ts'
import { fieldSchema, readSchema, refTo, schemaName, writeSchema } from './schemas.ts'

export interface Described {
  readonly module: string
  readonly record: Resource | null
  readonly routes: readonly (PlainRoute & Partial<Pick<Route, 'takesFile'>>)[]
  /** True where the module serves them itself: without X-Organization, and a repeat is not recognised. */
  readonly isPlain?: boolean
}

type Operation = Described['routes'][number]

const problem = {
  description: 'A refusal (RFC 9457).',
  content: { 'application/problem+json': { schema: refTo('Problem') } },
}

const text: Schema = { type: 'string' }
const [whole, yes]: [Schema, Schema] = [{ type: 'integer' }, { type: 'boolean' }]
const uuid: Schema = { type: 'string', format: 'uuid' }
const listOf = (items: Schema): Schema => ({ type: 'array', items })
const objectOf = (properties: Schema, ...required: string[]): Schema => ({
  type: 'object',
  ...(required.length > 0 ? { required } : {}),
  properties,
})

const fault = objectOf({ pointer: text, code: text, detail: text })
const sharedSchemas: Readonly<Record<string, Schema>> = {
  Problem: objectOf(
    {
      type: text,
      title: text,
      status: whole,
      code: text,
      detail: text,
      request_id: text,
      errors: listOf(fault),
    },
    'title',
    'status',
    'code',
  ),
  RowPermissions: objectOf({
    moves: listOf(text),
    change: yes,
    delete: yes,
    fields: { type: 'object', additionalProperties: { enum: ['hidden', 'frozen'] } },
  }),
}

export function openApiDocument(described: readonly Described[], version: string): Schema {
  const schemas: Record<string, Schema> = { ...sharedSchemas }
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { module, record, routes, isPlain = false } of described) {
    if (record !== null) addSchemas(record, schemas)
    for (const route of routes) {
      const path = route.path.replace(/:(\w+)/g, '{$1}')
      paths[path] = {
        ...paths[path],
        [route.method.toLowerCase()]: operation(module, record, route, isPlain),
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kontor',
      version,
      description: 'Every address of Kontor. Amounts and quantities are decimal strings.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { session: [] }],
    tags: [...new Set(described.map(({ module }) => module))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        session: { type: 'apiKey', in: 'cookie', name: 'kontor_session' },
      },
    },
  }
}

function addSchemas(record: Resource, schemas: Record<string, Schema>): void {
  schemas[schemaName(record)] = readSchema(record)
  if (record.access?.includes('fixed')) return
  if (isCreatable(record)) schemas[schemaName(record, 'Create')] = writeSchema(record, 'Create')
  schemas[schemaName(record, 'Change')] = writeSchema(record, 'Change')
}

function operation(module: string, record: Resource | null, route: Operation, isPlain: boolean): Schema {
  const body = record === null ? freeBody(route) : recordBody(record, route)
  const form = route.takesFile ? 'multipart/form-data' : 'application/json'
  return {
    tags: [module],
    summary: route.summary,
    operationId: operationId(route),
    description: route.permission.includes('.') ? `Needs the permission \`${route.permission}\`.` : '',
    ...(route.permission === 'open' ? { security: [] } : {}),
    parameters: [
      ...pathParameters(route),
      ...(isPlain ? [] : headerParameters(record, route)),
      ...listParameters(record, route),
    ],
    ...(body === null ? {} : { requestBody: { content: { [form]: { schema: body } } } }),
    responses: { ...responses(record, route), ...(route.isLimited ? { '429': problem } : {}) },
  }
}

const operationId = (route: Operation): string =>
  [route.method.toLowerCase(), ...route.path.split('/').slice(3)]
    .filter((part) => part !== '')
    .join('_')
    .replace(/[^\w]+/g, '_')

const upload = objectOf({ organization: uuid, file: { type: 'string', format: 'binary' } }, 'file')

function freeBody(route: Operation): Schema | null {
  if (route.body !== undefined || route.method === 'GET' || route.method === 'DELETE')
    return route.body ?? null
  return route.takesFile ? upload : { type: 'object' }
}

function recordBody(record: Resource, route: Operation): Schema | null {
  if (route.method === 'PUT' || route.method === 'PATCH') return refTo(schemaName(record, 'Change'))
  if (route.method !== 'POST') return null
  const isMove = movesOf(record).some((move) => route.path.endsWith(`/${move}/`))
  if (!isMove) return refTo(schemaName(record, 'Create'))
  if (route.path.includes(':key')) return { type: 'object' }
  return objectOf({ ids: listOf(uuid) }, 'ids')
}

const pathParameters = (route: Operation): Schema[] =>
  [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: text,
  }))

function headerParameters(record: Resource | null, route: Operation): Schema[] {
  const parameters: Schema[] = []
  if (route.method !== 'GET') parameters.push({ name: 'X-Organization', in: 'header', schema: uuid })
  if (route.method === 'POST') parameters.push({ name: 'Idempotency-Key', in: 'header', schema: text })
  const isVersioned = record !== null && route.path.includes(':key') && route.method !== 'GET'
  if (isVersioned) parameters.push({ name: 'If-Match', in: 'header', required: true, schema: text })
  return parameters
}

function listParameters(record: Resource | null, route: Operation): Schema[] {
  if (record === null || route.method !== 'GET' || route.path.includes(':key')) return []
  const query = (name: string, schema: Schema, description?: string) => ({
    name,
    in: 'query',
    schema,
    ...(description === undefined ? {} : { description }),
  })
  const parameters: Schema[] = [
    query('page', { type: 'integer', minimum: 1 }),
    query('page_size', { type: 'integer', minimum: 1, maximum: 100, default: 20 }),
    query('ordering', text, `One of ${record.list.order.join(', ')}; a minus before it turns it round.`),
    query('filter', text, 'Nested filter as JSON: {"and": [{"field": …, "op": …, "value": …}]}.'),
  ]
  if (record.list.search.length > 0) parameters.push(query('search', text))
  for (const path of record.list.filters) {
    const field = record.fields[path]
    const schema =
      field === undefined ? { type: 'string' } : { ...fieldSchema(path, field, 'Create'), title: undefined }
    parameters.push(query(path.replaceAll('.', '__'), field?.kind === 'tags' ? { type: 'string' } : schema))
  }
  return parameters
}

function responses(record: Resource | null, route: Operation): Schema {
  const good = (description: string, schema: Schema | null) => ({
    description,
    ...(schema === null ? {} : { content: { 'application/json': { schema } } }),
  })
  const failed = { '400': problem, '401': problem, '403': problem, '404': problem }
  if (route.creates) return { '201': good('Created.', refTo(schemaName(route.creates))), ...failed }
  if (record === null) {
    const { answer = {}, status = answer === null ? 204 : 200 } = route
    return { [status]: good('Done.', answer), ...failed }
  }
  const row = refTo(schemaName(record))
  if (route.method === 'DELETE')
    return { '204': good('Deleted.', null), ...failed, '409': problem, '412': problem, '428': problem }
  if (route.method === 'GET' && !route.path.includes(':key'))
    return { '200': good('One page.', pageOf(row)), ...failed }
  const isCreate =
    route.method === 'POST' && !movesOf(record).some((move) => route.path.endsWith(`/${move}/`))
  if (isCreate) return { '201': good('Created.', row), ...failed, '409': problem }
  return {
    '200': good('The row.', row),
    ...failed,
    ...(route.method === 'GET' ? {} : { '409': problem, '412': problem, '428': problem }),
  }
}

const link: Schema = { type: ['string', 'null'] }
const pageOf = (row: Schema): Schema =>
  objectOf({ count: whole, count_is_exact: yes, next: link, previous: link, results: listOf(row) })
