/** How the web application is built: `vite build --config web/vite.config.ts` writes `web/dist`. */
import { fileURLToPath } from 'node:url'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { theme } from './src/look/theme.ts'

export const web = fileURLToPath(new URL('.', import.meta.url))
const project = fileURLToPath(new URL('..', import.meta.url))

export const plugins = [
  vue(),
  ui({
    ui: theme,
    root: project,
    colorMode: false,
    components: false,
    autoImport: false,
    // Styles of the components that stand in the screens, not of all there are.
    experimental: { componentDetection: true },
    // Every icon is bundled: the application never asks another host for anything.
    icon: { clientBundle: { scan: { globInclude: ['web/src/**/*.{vue,ts}'], globExclude: ['**/dist/**'] } } },
  }),
]

export const define = {
  __VUE_OPTIONS_API__: 'true',
  __VUE_I18N_FULL_INSTALL__: 'false',
  __VUE_I18N_LEGACY_API__: 'false',
  __INTLIFY_PROD_DEVTOOLS__: 'false',
}

const ofModule = /web\/src\/modules\/(\w+)\//
/** What is asked for together is one file: a first visit asks for sixteen, not eighty, each a way to the server. */
const files = [
  { name: 'texts.en', test: /src\/(kit|look|shell)\/.*texts\.en\.ts$/, priority: 4 },
  { name: 'texts.de', test: /src\/(kit|look|shell)\/.*texts\.de\.ts$/, priority: 4 },
  { name: 'start', tags: ['$initial' as const], priority: 3 },
  {
    name: 'kit',
    test: /src\/(kit|look|shell)\/|contract\/src\/|node_modules/,
    minShareCount: 2,
    priority: 2,
  },
  {
    name: (id: string) => (/texts\.\w+\.ts$/.test(id) ? null : (ofModule.exec(id)?.[1] ?? null)),
    debugName: 'modules',
    priority: 1,
  },
]

export default defineConfig({
  root: web,
  define,
  plugins,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Inlined files would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups: files } }, checks: { pluginTimings: false } },
  },
})
