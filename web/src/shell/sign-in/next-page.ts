/** Where the sign-in page leads when it is done. */
import type { RouteLocationNormalized } from 'vue-router'

/** Back to the wanted page, but never to another site. */
export function nextPage(route: RouteLocationNormalized): string {
  const next = route.query.next
  const home = `/${String(route.params.language)}`
  return typeof next === 'string' && /^\/[a-z]{2}(\/|\?|#|$)/.test(next) ? next : home
}
