/** Finds Kontor's own modules by their names alone: looking for hundreds of files is a tenth of a start. */
import { registerHooks } from 'node:module'

const root = new URL('../../../', import.meta.url).href
/** As in package.json, where those find them that do not load this. */
const places = { '#contract/': `${root}contract/src/`, '#server/': `${root}server/src/` }
const format = 'module-typescript'

registerHooks({
  resolve(name, context, next) {
    if (!name.endsWith('.ts')) return next(name, context)
    for (const [start, place] of Object.entries(places)) {
      if (name.startsWith(start)) return { url: place + name.slice(start.length), format, shortCircuit: true }
    }
    if (!name.startsWith('./') || context.parentURL === undefined) return next(name, context)
    return { url: new URL(name, context.parentURL).href, format, shortCircuit: true }
  },
})
