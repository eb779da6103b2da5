/** What a module consists of, on one page: `serverModule({ name, needs, records, actions, reactions, routes })`. */
import type { ContractModule } from '#contract/kit/module.ts'
import { type Action, registerActions } from './action.ts'
import { registerFailures } from './catalogue.ts'
import { type Reaction, registerReaction } from './events.ts'
import type { PlainRoute, Routes } from './http/route.ts'
import { registerRecords } from './registry.ts'
import type { Served } from './served.ts'

export interface ServerModule {
  readonly contract: ContractModule
  /** The modules whose `public.ts` this one imports. */
  readonly needs: readonly string[]
  readonly records: readonly Served[]
  readonly actions?: readonly Action[]
  readonly reactions?: Readonly<Record<string, Reaction>>
  /** Own addresses beside the generic ones. */
  readonly routes?: Routes
  /** Addresses the module serves itself, outside the engine, for the description of the API. */
  readonly plainRoutes?: readonly PlainRoute[]
}

export function serverModule(module: ServerModule): ServerModule {
  return module
}

/** Makes the modules known to the engine; call once at start. */
export function registerModules(modules: readonly ServerModule[]): void {
  for (const module of modules) {
    registerFailures(module.contract.failures, module.contract.german)
    registerRecords(module.records)
    registerActions(module.actions ?? [])
    for (const [event, reaction] of Object.entries(module.reactions ?? {})) registerReaction(event, reaction)
  }
}
