/** An action that may ask for two persons, as the server lists it. */

export interface ControlledAction {
  readonly permission: string
  readonly label: string
  readonly module: string
  readonly record: string | null
  /** How many hold it, and so could begin or confirm it. */
  readonly people: number
  /** It asks for two whatever the company says. */
  readonly is_always: boolean
  readonly control: {
    readonly id: string
    readonly hours: number
    readonly note: string
    readonly status: 'active' | 'inactive'
    readonly version: number
  } | null
}
