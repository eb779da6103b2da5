/** Lists of a record: filters, search, order, pages and exact or bounded counts (ARCHITECTURE 6). */
import { invalid, Refusal } from '#contract/kit/failure.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { tableOf } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import { withoutHidden } from '#server/kit/permissions.ts'
import { standing } from '#server/kit/field/stored.ts'
import { quote } from './display.ts'
import { flatConditions, nestedCondition } from './filter.ts'
import { complete } from './labels.ts'
import { Parameters } from './parameters.ts'
import { resolvePath } from './path.ts'
import { shownColumns } from './select.ts'
import { visibleConditions } from './visible.ts'

export type Query = Readonly<Record<string, unknown>>
export const deepestRow = 10_000
const countUpTo = 10_000

export interface Page {
  readonly count: number
  readonly count_is_exact: boolean
  readonly next: string | null
  readonly previous: string | null
  readonly results: readonly Record<string, unknown>[]
}

export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

function wholeNumber(query: Query, name: string, standard: number, most: number): number {
  const given = query[name]
  if (given === undefined || given === '') return standard
  const value = Number(given)
  if (!Number.isSafeInteger(value) || value < 1 || value > most)
    throw invalid(name, 'kit.wrong_type', { expected: `a whole number from 1 to ${most}` })
  return value
}

/** The FROM and WHERE of a list, shared by its rows, its count and its export. */
export function listSource(whole: Resource, query: Query, ctx: Context, parameters: Parameters): string {
  const record = withoutHidden(whole, ctx)
  const conditions = visibleConditions(record, 'view', ctx.identity, parameters)
  if (hidesInactive(record, query)) conditions.push('t.is_active')
  const { is_active: isActive, ...others } = query
  conditions.push(...flatConditions(record, isActive === 'all' ? others : query, parameters))
  if (typeof query.filter === 'string' && query.filter !== '') {
    const nested = nestedCondition(record, query.filter, parameters)
    if (nested !== null) conditions.push(nested)
  }
  if (typeof query.search === 'string' && query.search.trim() !== '') {
    conditions.push(searchCondition(record, query.search.trim(), parameters))
  }
  return `from ${quote(tableOf(record))} t where ${conditions.join('\n  and ')}`
}

/** Lists of reference data show what is in use unless asked otherwise (CUR-05, CAT-07, UOM-03). */
function hidesInactive(record: Resource, query: Query): boolean {
  return record.key !== undefined && 'is_active' in record.fields && !('is_active' in query)
}

/** Each word of the search must stand in one of the searched fields. */
function searchCondition(record: Resource, search: string, parameters: Parameters): string {
  if (record.list.search.length === 0) return 'true'
  const words = search.normalize('NFC').split(/\s+/).slice(0, 8)
  const perWord = words.map((word) => {
    const pattern = parameters.add(`%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`, 'text')
    const anywhere = record.list.search.flatMap((path) => {
      const resolved = resolvePath(record, path)
      if (resolved === null) return []
      const isTranslated = resolved.field.kind === 'translated_text'
      const text = isTranslated ? resolved.sortable : `${resolved.expression}::text`
      return [resolved.wrap(`${text} ilike ${pattern}`)]
    })
    return `(${anywhere.join(' or ')})`
  })
  return perWord.join(' and ')
}

export function orderOf(record: Resource, query: Query): string {
  const { isLedger } = standing(record)
  const asked = typeof query.ordering === 'string' && query.ordering !== '' ? query.ordering : null
  const names = (asked ?? record.list.default ?? (isLedger ? 'id' : '-created_at')).split(',')
  const terms = names.map((name) => {
    const down = name.startsWith('-')
    const path = down ? name.slice(1) : name
    const allowed =
      record.list.order.includes(path) ||
      path === (isLedger ? 'id' : 'created_at') ||
      path === record.list.default
    const resolved = allowed ? resolvePath(record, path) : null
    if (resolved === null)
      throw invalid('ordering', 'kit.not_a_choice', { choices: record.list.order.join(', ') })
    return `${resolved.sortable} ${down ? 'desc' : 'asc'}`
  })
  const last = names[0]?.startsWith('-') ? 'desc' : 'asc'
  return [...terms, `t.id ${last}`].join(', ')
}

/** The statement of one page; tests keep its text as a snapshot. */
export function pageStatement(
  record: Resource,
  query: Query,
  ctx: Context,
  limit: number,
  offset: number,
): Statement {
  const parameters = new Parameters(ctx.tenantId, ctx.language)
  const source = listSource(record, query, ctx, parameters)
  const text = `select ${shownColumns(record)}
${source}
order by ${orderOf(withoutHidden(record, ctx), query)}
limit ${parameters.add(limit, 'integer')} offset ${parameters.add(offset, 'integer')}`
  return { text, values: parameters.values }
}

function countStatement(record: Resource, query: Query, ctx: Context, exact: boolean): Statement {
  const parameters = new Parameters(ctx.tenantId, ctx.language)
  const source = listSource(record, query, ctx, parameters)
  const bound = exact ? '' : ` limit ${countUpTo + 1}`
  return {
    text: `select count(*) as count from (select 1 ${source}${bound}) as counted`,
    values: parameters.values,
  }
}

/** One page of a list as the API answers it; `path` is the list's address for the links. */
export async function readPage(record: Resource, query: Query, ctx: Context, path: string): Promise<Page> {
  const page = wholeNumber(query, 'page', 1, 1_000_000_000)
  const size = wholeNumber(query, 'page_size', 20, 100)
  const offset = (page - 1) * size
  if (offset + size > deepestRow) {
    throw new Refusal('kit.page_too_deep', { limit: deepestRow, address: `${path}?cursor=` })
  }
  const rows = pageStatement(record, query, ctx, size, offset)
  const counting = countStatement(record, query, ctx, query.count === 'exact')
  const [results, counted] = await Promise.all([
    ctx.rows(rows.text, rows.values),
    ctx.rows<{ count: number }>(counting.text, counting.values),
  ])
  await complete([{ record, rows: results }], ctx)
  const found = counted[0]?.count ?? 0
  const isExact = query.count === 'exact' || found <= countUpTo
  const count = isExact ? found : countUpTo
  const link = (number: number) => `${path}?${new URLSearchParams({ ...flat(query), page: String(number) })}`
  return {
    count,
    count_is_exact: isExact,
    next: offset + results.length < found ? link(page + 1) : null,
    previous: page > 1 ? link(page - 1) : null,
    results,
  }
}

const flat = (query: Query): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
