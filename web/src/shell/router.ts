/** The addresses of the application: `/<language>/<module>/<records>/<id>`, with the guards before them. */
import {
  createRouter,
  createWebHistory,
  START_LOCATION,
  type RouteComponent,
  type RouteLocationNormalized,
  type Router,
  type RouteRecordRaw,
} from 'vue-router'
import { permissionOf } from '#contract/kit/resource.ts'
import { isLanguage, languages, preferredLanguage } from '#web/look/words/language.ts'
import { useSession } from '#web/kit/client/session.ts'
import { definitionOf } from '#web/kit/record/fields.ts'
import { loadWords } from '#web/kit/record/record-words.ts'
import { speak } from './i18n.ts'
import { moduleAt, pagesGiven, recordAt, type WebModule } from './module.ts'
import { nextPage } from './sign-in/next-page.ts'
import { chosenStart } from './start-place.ts'
import { startProblem } from './start-problem.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Reachable without signing in. */
    open?: boolean
    permission?: string
  }
}

/** The generic pages of records: their list (or tree) and one of them. They get `record`, and `id`. */
export interface RecordScreens {
  readonly list: () => Promise<RouteComponent>
  readonly one: () => Promise<RouteComponent>
}

const prefix = `/:language(${languages.map((language) => language.code).join('|')})`

export function createAppRouter(modules: readonly WebModule[], screens?: RecordScreens): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: routesOf(modules, screens),
    scrollBehavior: (to, from, saved) => {
      if (saved) return saved
      return to.hash ? { el: to.hash, top: 64 } : to.path === from.path ? false : { top: 0 }
    },
  })
  router.beforeEach(async (to, from) => {
    const { language } = to.params
    if (!isLanguage(language)) return `/${wantedLanguage()}${to.fullPath === '/' ? '' : to.fullPath}`
    const record = recordAt(...namesIn(to.path))
    if (record) await loadWords(language, definitionOf(record))
    await speak(language, moduleAt(modules, to.path))
    const verdict = await admit(to)
    const arrives = from === START_LOCATION || from.name === 'sign_in'
    if (verdict !== true || !arrives || to.name !== 'start' || useSession().user === null) return verdict
    return (await chosenStart(modules, language)) ?? true
  })
  return router
}

/** Module and records of `/de/inventory/warehouses/…`. */
function namesIn(path: string): [string, string] {
  const [, , module = '', records = ''] = path.split('/')
  return [module, records]
}

function routesOf(modules: readonly WebModule[], screens?: RecordScreens): RouteRecordRaw[] {
  const start = modules.find((module) => module.start)?.start ?? (() => import('./StartPage.vue'))
  return [
    {
      path: `${prefix}/sign-in`,
      name: 'sign_in',
      component: () => import('./sign-in/SignInPage.vue'),
      meta: { open: true },
    },
    {
      path: `${prefix}/password-forgotten`,
      component: () => import('./sign-in/ForgottenPage.vue'),
      meta: { open: true },
    },
    {
      path: `${prefix}/register`,
      component: () => import('./sign-in/RegisterPage.vue'),
      meta: { open: true },
    },
    {
      path: `${prefix}/verify-registration`,
      component: () => import('./sign-in/VerifyPage.vue'),
      meta: { open: true },
    },
    {
      path: `${prefix}/new-password`,
      component: () => import('./sign-in/NewPasswordPage.vue'),
      meta: { open: true },
    },
    {
      path: prefix,
      component: () => import('./AppLayout.vue'),
      children: [
        { path: '', name: 'start', component: start },
        ...modules.flatMap(pagesOf),
        ...(screens ? screensOf(screens) : []),
        { path: ':rest(.*)*', name: 'not_found', component: () => import('./NotFoundPage.vue') },
      ],
    },
    // Addresses without a language go through the guard, which adds one.
    { path: '/:rest(.*)*', component: () => import('./NotFoundPage.vue'), meta: { open: true } },
  ]
}

function pagesOf(module: WebModule): RouteRecordRaw[] {
  return pagesGiven(module).map(({ path, component, permission }) => ({
    path: `${module.name}${path === '' ? '' : '/'}${path}`,
    component,
    props: true,
    meta: { permission },
  }))
}

function screensOf(screens: RecordScreens): RouteRecordRaw[] {
  const props = ({ params }: RouteLocationNormalized) => ({
    record: recordAt(String(params.module), String(params.records)),
    id: params.id,
  })
  const beforeEnter = (to: RouteLocationNormalized) => {
    const record = recordAt(String(to.params.module), String(to.params.records))
    if (record === undefined) {
      return {
        name: 'not_found',
        params: { language: to.params.language, rest: to.path.split('/').slice(2) },
      }
    }
    to.meta.permission = permissionOf({ name: record }, 'view')
    return true
  }
  return [
    { path: ':module/:records', component: screens.list, props, beforeEnter },
    { path: ':module/:records/:id', component: screens.one, props, beforeEnter },
  ]
}

let asked = false

/** Lets a navigation pass: who is not signed in goes to the sign-in page and comes back after it. */
async function admit(to: RouteLocationNormalized) {
  const session = useSession()
  if (!asked) {
    try {
      await session.load()
      asked = true
      startProblem.value = null
    } catch (thrown) {
      startProblem.value = thrown
      return true
    }
  }
  const signedIn = session.user !== null
  if (to.name === 'sign_in' && signedIn) return nextPage(to)
  if (signedIn || to.meta.open) return true
  const next = to.fullPath === `/${String(to.params.language)}` ? undefined : to.fullPath
  return { name: 'sign_in', params: { language: to.params.language }, query: next ? { next } : {} }
}

function wantedLanguage(): string {
  const session = useSession()
  return preferredLanguage(
    localStorage.getItem('kontor.language'),
    session.user?.language,
    ...navigator.languages,
  )
}
