/** What every input of a field is given, and how a cell is. */
import type { Field } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'

export interface FieldInput {
  readonly name: string
  readonly field: Field
  readonly record: Resource
  /** All values of the form: names of references, units and currencies stand beside their fields. */
  readonly row: Readonly<Record<string, unknown>>
  /** Id and ARIA of the control, from the box around it. */
  readonly control: Readonly<Record<string, unknown>>
  readonly label: string
  /** Faults of what stands inside: `0/quantity`, `city`. */
  readonly faults?: Readonly<Record<string, string>>
}

export interface FieldCell {
  readonly name: string
  readonly field: Field
  readonly record: Resource
  readonly row: Readonly<Record<string, unknown>>
  /** The value in words. */
  readonly text: string
  /** Links are not wanted where the whole row is one. */
  readonly plain?: boolean
}

/** What an input tells beside its value. */
export interface FieldEvents {
  /** Values of siblings that follow from this one, such as the name of a chosen row. */
  beside: [values: Readonly<Record<string, unknown>>]
  /** Why the text typed is no value, undefined when it is one again. */
  fault: [message: string | undefined]
}
