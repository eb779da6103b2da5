/** A module's part of the contract: its records and refusals. */
import type { Failures } from './failure.ts'
import type { Resource } from './resource.ts'

export interface ContractModule {
  readonly name: string
  readonly records: readonly Resource[]
  readonly failures: Failures
  /** Permissions beside those of its records and their moves, with their words in English and German. */
  readonly permissions?: Readonly<Record<string, readonly [english: string, german: string]>>
  /** The German sentences of the failures, by code. */
  readonly german?: GermanFailures
}

export type GermanFailures = Readonly<Record<string, { readonly text: string; readonly help?: string }>>

export function contractModule(name: string, module: Omit<ContractModule, 'name'>): ContractModule {
  return { name, ...module }
}
