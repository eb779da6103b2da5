/** Finds Kontor's own modules by their names alone: looking for hundreds of files is a tenth of a start. */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

const root = new URL('../../../', import.meta.url)
const { imports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  imports: Record<string, string>
}
/** By how names begin: `#server/` and its folder. */
const places = Object.entries(imports).map(
  ([name, place]) => [name.replace('*', ''), new URL(place.replace('*', ''), root).href] as const,
)
const format = 'module-typescript'

registerHooks({
  resolve(name, context, next) {
    if (!name.endsWith('.ts')) return next(name, context)
    for (const [start, place] of places) {
      if (name.startsWith(start)) return { url: place + name.slice(start.length), format, shortCircuit: true }
    }
    if (!name.startsWith('./') || context.parentURL === undefined) return next(name, context)
    return { url: new URL(name, context.parentURL).href, format, shortCircuit: true }
  },
})
