/** The units of a line's product in the reader's language, for what is counted in them; filled by the catalogue. */
import { computed } from '#contract/kit/field/kinds.ts'

/** Measures of quantities, as `base_unit` and `second_unit`, in records with a `product`. */
export const baseUnitName = { base_unit_name: computed('text', { label: 'Base unit' }) }
export const secondUnitName = { second_unit_name: computed('text', { label: 'Second unit' }) }
