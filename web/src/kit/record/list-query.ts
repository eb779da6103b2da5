/** What a list shows, kept in the address: page, order, search and filters, so that Back and links work. */
import { computed } from 'vue'
import { type LocationQuery, useRoute, useRouter } from 'vue-router'
import type { Query } from '#web/kit/client/api.ts'

const own = new Set(['page', 'ordering', 'search'])

export function useListQuery() {
  const route = useRoute()
  const router = useRouter()

  const search = computed(() => one(route.query.search))
  const ordering = computed(() => one(route.query.ordering))
  const page = computed(() => Math.max(1, Number(one(route.query.page)) || 1))
  /** Filters by the name the API knows them by: `status`, `valid_from__gte`. `<name>__name` is the words. */
  const filters = computed(() => {
    const entries = Object.entries(route.query).filter(([name]) => !own.has(name) && !name.endsWith('.name'))
    return Object.fromEntries(entries.map(([name, value]) => [name, one(value)]))
  })
  /** The words of filters whose value is an id, as the one who set them knew them. */
  const names = computed(() => {
    const entries = Object.entries(route.query).filter(([name]) => name.endsWith('.name'))
    return Object.fromEntries(entries.map(([name, value]) => [name.slice(0, -'.name'.length), one(value)]))
  })
  /** Sent to the API, for the page as for the export. */
  const asked = computed<Query>(() => ({ ...filters.value, search: search.value, ordering: ordering.value }))

  function change(
    values: Readonly<Record<string, string | null>>,
    history: 'push' | 'replace' = 'push',
  ): void {
    const query: LocationQuery = { ...route.query, page: null, ...values }
    for (const name of Object.keys(query)) if (query[name] === null || query[name] === '') delete query[name]
    void router[history]({ query, hash: route.hash })
  }

  return {
    search,
    ordering,
    page,
    filters,
    names,
    asked,
    setSearch: (text: string) => change({ search: text }, 'replace'),
    setOrdering: (order: string) => change({ ordering: order }),
    setPage: (number: number) => change({ page: number > 1 ? String(number) : null }),
    setFilters: (values: Readonly<Record<string, string | null>>) => change(values),
    clear: () => void router.push({ query: {} }),
  }
}

function one(value: LocationQuery[string] | undefined): string {
  return String((Array.isArray(value) ? value[0] : value) ?? '')
}
