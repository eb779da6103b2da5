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
    // In one process, where what they share is loaded once: a fifth of the work. Each leaves things as it found them.
    isolate: false,
    fileParallelism: false,
  },
})
