/** The tests of the web application's own logic: `vitest run --config web/vitest.config.ts`. */
import { defineConfig } from 'vitest/config'
import { define, plugins, web } from './vite.config.ts'

export default defineConfig({
  root: web,
  define,
  plugins,
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
  },
})
