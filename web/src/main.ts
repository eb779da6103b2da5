/** Starts the web application. */
import '#web/look/look.css'
import ui from '@nuxt/ui/vue-plugin'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { fieldKindsKey } from '#web/kit/field/field-kinds.ts'
import { fieldKinds } from '#web/kit/field/kinds.ts'
import { moveWindowsKey } from '#web/kit/record/move-windows.ts'
import App from '#web/shell/App.vue'
import { i18n } from '#web/shell/i18n.ts'
import { modulesKey } from '#web/shell/menu.ts'
import { moveWindowsOf } from '#web/shell/module.ts'
import { createAppRouter } from '#web/shell/router.ts'
import { modules } from './modules.ts'

// After an update the old page may ask for files that are gone; one reload brings the new page.
addEventListener('vite:preloadError', (event) => {
  if (sessionStorage.getItem('kontor.reloaded') === import.meta.url) return
  sessionStorage.setItem('kontor.reloaded', import.meta.url)
  event.preventDefault()
  location.reload()
})

const app = createApp(App)
  .provide(modulesKey, modules)
  .provide(fieldKindsKey, fieldKinds)
  .provide(moveWindowsKey, moveWindowsOf(modules))
  .use(createPinia())
  .use(i18n)
const router = createAppRouter(modules, {
  list: () => import('#web/kit/record/ListScreen.vue'),
  one: () => import('#web/kit/record/OneScreen.vue'),
})
app.use(router).use(ui)
void router.isReady().finally(() => app.mount('#app'))
