/** Every refusal the module products can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const productsFailures = {
  'products.category_type_differs': {
    status: 400,
    text: 'The category above is of type {type}; both must be of the same type.',
  },
  'products.category_type_fixed': {
    status: 400,
    text: 'A category with categories below it keeps its type.',
  },
  'products.not_a_product_category': { status: 400, text: '{category} is no category of products.' },
  'products.variant_without_family': { status: 400, text: 'A variant needs a product family.' },
  'products.no_family': { status: 400, text: '{product} is no product family.' },
  'products.family_only_for_variants': { status: 400, text: 'Only a variant belongs to a product family.' },
  'products.family_has_variants': { status: 400, text: 'A family with variants stays a family.' },
  'products.frozen_after_move': {
    status: 400,
    text: 'Stock of this product has moved, so this can no longer be changed.',
    help: 'Create a new product and discontinue this one.',
  },
  'products.not_stocked_type': { status: 400, text: 'Only physical goods are stocked.' },
  'products.same_unit_twice': { status: 400, text: 'The second unit must differ from the base unit.' },
  'products.list_without_tier': { status: 400, text: 'A list of this level names its pricing tier.' },
  'products.list_without_partner': { status: 400, text: 'A contract list names its partner.' },
  'products.list_not_of_level': { status: 400, text: 'This does not belong to a list of level {level}.' },
  'products.price_unit': {
    status: 400,
    text: 'Nothing says how many {unit} make a {into} of this product.',
    help: 'Add a unit conversion first.',
  },
  'products.not_whole': { status: 400, text: 'Whole numbers only: this is counted in {unit}.' },
  'products.price_per_nothing': { status: 400, text: 'A price is for more than nothing.' },
  'products.cost_of_no_company': {
    status: 400,
    text: 'A standard cost belongs to a legal entity, and {organization} is none.',
  },
  'products.image_refused': { status: 400, text: 'This picture cannot be taken: {reason}.' },
} as const satisfies Failures

export const refuse = refusals(productsFailures)
