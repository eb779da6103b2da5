/** What a form cannot be filled with field by field: values that depend on others, each with its reason. */
import type { Resource } from '#contract/kit/resource.ts'

type When = 'never' | 'new'

/** By field: typed `never`, or only into a `new` row. */
const exceptions: Readonly<Record<string, readonly [typed: When, reason: string]>> = {
  'common.custom_field_definition is_required': ['never', 'all products made later would lack it'],
  'organization.fiscal_year periods': ['never', 'lie within the year, one after the other'],
  'organization.organization end_date': ['never', 'an organization that has ended takes no changes'],
  'user.role permissions': ['never', 'ticked in a table'],
  'user.role field_rules': ['never', 'added one by one'],
  'user.role row_rules': ['never', 'added one by one'],
  'user.duty_rule one_side': ['new', 'permissions that there are'],
  'user.duty_rule other_side': ['new', 'permissions that there are'],
  'user.sign_in_provider issuer': ['new', 'an address'],
  'user.sign_in_provider authorization_url': ['new', 'an address'],
  'user.sign_in_provider token_url': ['new', 'an address'],
  'user.sign_in_provider userinfo_url': ['new', 'an address'],
  'contact.partner_address is_primary': ['new', 'one of all alone'],
  'contact.person_email is_primary': ['new', 'one of all alone'],
  'contact.person_phone is_primary': ['new', 'one of all alone'],
  'contact.person_address is_primary': ['new', 'one of all alone'],
  'products.category category_type': ['new', 'that of the category above'],
  'products.product parent': ['never', 'only a variant has a family'],
  'products.product kind': ['new', 'only goods that are no family are counted'],
  'products.product product_type': ['new', 'only goods that are no family are counted'],
  'products.product second_unit': ['never', 'is not the base unit'],
  'products.product base_sku': ['never', 'follows from the number'],
  'products.product_image is_primary': ['never', 'the first one is'],
  'products.price_list level': ['new', 'follows from whom the list is for'],
  'products.price_list pricing_tier': ['never', 'only of a list of that level'],
  'products.price_list partner': ['never', 'only of a list of that level'],
  'products.price unit': ['new', 'one that the product is counted in'],
  'inventory.goods_receipt warehouse': ['new', 'that of the places in its lines'],
  'inventory.goods_receipt_line location': ['new', 'lies in the warehouse'],
  'inventory.goods_receipt_line unit': ['new', 'one that the product is counted in'],
  'inventory.goods_receipt_line second_quantity': ['never', 'only of a product with a second unit'],
  'inventory.stock_transfer from_warehouse': ['new', 'that of the places in its lines'],
  'inventory.stock_transfer_line unit': ['new', 'one that the product is counted in'],
  'inventory.stock_transfer_line second_quantity': ['never', 'only of a product with a second unit'],
  'inventory.stock_transfer_line from_location': ['new', 'lies in the warehouse'],
  'inventory.stock_transfer_line to_location': ['never', 'lies in the other warehouse'],
  'inventory.stock_transfer_line lot': ['never', 'is one of the product'],
  'inventory.stock_count warehouse': ['new', 'that of the places in its lines'],
  'inventory.stock_count_line location': ['new', 'lies in the warehouse'],
  'inventory.stock_count_line lot': ['never', 'is one of the product'],
  'inventory.stock_count_line counted_second_quantity': ['never', 'only of a product with a second unit'],
  'inventory.stock_count_line counted_at': ['never', 'has passed'],
}

/** Records whose new rows are not typed into fields of the kit, or are never saved as they are typed. */
export const pagesOfTheirOwn: Readonly<Record<string, string>> = {
  'user.user_account': 'is invited',
  'sales.quotation': 'a document with lines and prices found',
  'sales.sales_order': 'a document with lines and prices found',
  'sales.delivery': 'is made of orders',
  'sales.invoice': 'is made of deliveries',
  'sales.payment': 'is spread over open items',
  'sales.customer_return': 'is of what was delivered',
}

export function mayType(record: Resource, name: string, isNew: boolean): boolean {
  const known = exceptions[`${record.name} ${name}`]
  return known === undefined || (known[0] === 'new' && isNew)
}
