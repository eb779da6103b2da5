/** The connection this browser tab works with, and the `api` every page calls. */
import { reactive } from 'vue'
import { type Connection, createApi, type Page, type RequestOptions } from './api.ts'

export const connection: Connection = reactive({
  language: 'en',
  csrf_token: null,
  organization: null,
  is_attended: () => true,
  sign_in_again: async () => false,
})

export const api = createApi(connection)

/** The rows of a whole list, page by page, up to `most` of them. */
export async function readAll<Row>(
  path: string,
  { query, ...options }: RequestOptions = {},
  most = Number.POSITIVE_INFINITY,
): Promise<{ readonly rows: readonly Row[]; readonly count: number }> {
  const rows: Row[] = []
  for (let page = 1; ; page++) {
    const asked = { page_size: 100, ...query, page }
    const { results, next, count } = await api.get<Page<Row>>(path, { ...options, query: asked })
    rows.push(...results)
    if (next === null || rows.length >= most) return { rows, count }
  }
}
