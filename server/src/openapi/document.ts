/** The OpenAPI 3.1 description of every address, made from the definitions and routes. */
import type { Resource } from '#contract/kit/resource.ts'
import { isCreatable, movesOf } from '#contract/kit/resource.ts'
import type { Route } from '#server/kit/http/route.ts'
import { fieldSchema, readSchema, refTo, type Schema, schemaName, writeSchema } from './schemas.ts'

export interface Described {
  readonly module: string
  readonly record: Resource | null
  readonly routes: readonly Route[]
}

const problem = {
  description: 'A refusal (RFC 9457).',
  content: { 'application/problem+json': { schema: refTo('Problem') } },
}

const sharedSchemas: Readonly<Record<string, Schema>> = {
  Problem: {
    type: 'object',
    required: ['title', 'status', 'code'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string' },
      detail: { type: 'string' },
      request_id: { type: 'string' },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
        },
      },
    },
  },
  RowPermissions: {
    type: 'object',
    properties: {
      moves: { type: 'array', items: { type: 'string' } },
      change: { type: 'boolean' },
      delete: { type: 'boolean' },
      fields: { type: 'object', additionalProperties: { enum: ['hidden', 'frozen'] } },
    },
  },
}

export function openApiDocument(described: readonly Described[], version: string): Schema {
  const schemas: Record<string, Schema> = { ...sharedSchemas }
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { module, record, routes } of described) {
    if (record !== null) addSchemas(record, schemas)
    for (const route of routes) {
      const path = route.path.replace(/:(\w+)/g, '{$1}')
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(module, record, route) }
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

function operation(module: string, record: Resource | null, route: Route): Schema {
  const body = record === null ? freeBody(route) : recordBody(record, route)
  return {
    tags: [module],
    summary: route.summary,
    operationId: operationId(route),
    description: route.permission.includes('.') ? `Needs the permission \`${route.permission}\`.` : '',
    ...(route.permission === 'open' ? { security: [] } : {}),
    parameters: [
      ...pathParameters(route),
      ...headerParameters(record, route),
      ...listParameters(record, route),
    ],
    ...(body === null ? {} : { requestBody: { content: { 'application/json': { schema: body } } } }),
    responses: responses(record, route),
  }
}

const operationId = (route: Route): string =>
  [route.method.toLowerCase(), ...route.path.split('/').slice(3)]
    .filter((part) => part !== '')
    .join('_')
    .replace(/[^\w]+/g, '_')

const freeBody = (route: Route): Schema | null =>
  route.method === 'GET' || route.method === 'DELETE' ? null : { type: 'object' }

function recordBody(record: Resource, route: Route): Schema | null {
  if (route.method === 'PUT' || route.method === 'PATCH') return refTo(schemaName(record, 'Change'))
  if (route.method !== 'POST') return null
  const isMove = movesOf(record).some((move) => route.path.endsWith(`/${move}/`))
  if (!isMove) return refTo(schemaName(record, 'Create'))
  if (route.path.includes(':key')) return { type: 'object' }
  return {
    type: 'object',
    required: ['ids'],
    properties: { ids: { type: 'array', items: { type: 'string', format: 'uuid' } } },
  }
}

const pathParameters = (route: Route): Schema[] =>
  [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

function headerParameters(record: Resource | null, route: Route): Schema[] {
  const text = { type: 'string' }
  const parameters: Schema[] = []
  if (route.method !== 'GET')
    parameters.push({ name: 'X-Organization', in: 'header', schema: { type: 'string', format: 'uuid' } })
  if (route.method === 'POST') parameters.push({ name: 'Idempotency-Key', in: 'header', schema: text })
  const isVersioned = record !== null && route.path.includes(':key') && route.method !== 'GET'
  if (isVersioned) parameters.push({ name: 'If-Match', in: 'header', required: true, schema: text })
  return parameters
}

function listParameters(record: Resource | null, route: Route): Schema[] {
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
    query(
      'ordering',
      { type: 'string' },
      `One of ${record.list.order.join(', ')}; a minus before it turns it round.`,
    ),
    query(
      'filter',
      { type: 'string' },
      'Nested filter as JSON: {"and": [{"field": …, "op": …, "value": …}]}.',
    ),
  ]
  if (record.list.search.length > 0) parameters.push(query('search', { type: 'string' }))
  for (const path of record.list.filters) {
    const field = record.fields[path]
    const schema =
      field === undefined ? { type: 'string' } : { ...fieldSchema(path, field, 'Create'), title: undefined }
    parameters.push(query(path.replaceAll('.', '__'), field?.kind === 'tags' ? { type: 'string' } : schema))
  }
  return parameters
}

function responses(record: Resource | null, route: Route): Schema {
  const good = (description: string, schema: Schema | null) => ({
    description,
    ...(schema === null ? {} : { content: { 'application/json': { schema } } }),
  })
  const failed = { '400': problem, '401': problem, '403': problem, '404': problem }
  if (record === null) return { '200': good('Done.', {}), ...failed }
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

const pageOf = (row: Schema): Schema => ({
  type: 'object',
  properties: {
    count: { type: 'integer' },
    count_is_exact: { type: 'boolean' },
    next: { type: ['string', 'null'] },
    previous: { type: ['string', 'null'] },
    results: { type: 'array', items: row },
  },
})
