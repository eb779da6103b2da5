/** Where a table is more than its definition says: each part that may differ, and why. */
import type { Difference } from './differences.ts'

interface HandMade {
  readonly why: string
  /** `column ancestor_ids`: parts that may differ. One that no longer does is to be struck out. */
  readonly parts?: readonly string[]
  /** Written by functions of the database: only the columns behind its fields have to be as defined. */
  readonly isLedger?: true
}

const statesLegalEntity = 'Its key to the legal entity holds its organization there (DOMAIN 5).'

export const handMade: Readonly<Record<string, HandMade>> = {
  organization: {
    why: 'Triggers keep its ancestors and its legal entity; its policies go by its own id.',
    parts: [
      'column ancestor_ids',
      'constraint ck_organization__parent',
      'constraint uq_organization__legal_entity',
      'policy adders',
      'policy changers',
      'policy removers',
    ],
  },
  user_account: {
    why: 'Sign-in looks a name or an address up before it knows the tenant.',
    parts: ['index ix_user_account__sign_in', 'index sx_user_account__sign_in_email'],
  },
  factor_reset: {
    why: 'Nobody approves what he asked for, nor for himself.',
    parts: ['constraint ck_factor_reset__decided_by'],
  },
  offboarding: {
    why: 'Who leaves leaves once.',
    parts: ['index uq_offboarding__user'],
  },
  role_assignment: {
    why: 'An elevation has two ends, and nobody decides over his own rights.',
    parts: ['constraint ck_role_assignment__ends_at__kind', 'constraint ck_role_assignment__approved_by'],
  },
  role: {
    why: 'Two names that differ only in capitals look the same to a reader.',
    parts: ['column name_lower', 'constraint uq_role__name'],
  },
  access_request: {
    why: 'It asks for something, perhaps for one row of any record, and nobody decides over his own.',
    parts: [
      'column row_id',
      'constraint ck_access_request__row_id',
      'constraint ck_access_request__role',
      'constraint ck_access_request__decided_by',
    ],
  },
  access_review: {
    why: 'Somebody else stands in for the reviewer.',
    parts: ['constraint ck_access_review__deputy', 'index ix_access_review__follows'],
  },
  access_review_line: {
    why: 'It points to a membership or an assignment, each once, and nobody decides over his own.',
    parts: [
      'column basis',
      'constraint ck_access_review_line__basis',
      'constraint uq_access_review_line__basis',
      'constraint ck_access_review_line__decided_by',
    ],
  },
  duty_exception: {
    why: 'Neither who has it nor who asked for it approves it.',
    parts: ['constraint ck_duty_exception__decided_by'],
  },
  pending_action: {
    why: 'The second person is another one.',
    parts: ['constraint ck_pending_action__decided_by'],
  },
  object_permission: {
    why: 'It is a user’s or a role’s, once, and points to a row of any record.',
    parts: [
      'column row_id',
      'constraint ck_object_permission__row_id',
      'constraint ck_object_permission__user',
      'constraint uq_object_permission__row_id',
    ],
  },
  invoice: {
    why: 'At commit a posted invoice must have its number.',
    parts: ['constraint check_posted', 'constraint fk_invoice__legal_entity'],
  },
  goods_receipt: { why: statesLegalEntity, parts: ['constraint fk_goods_receipt__legal_entity'] },
  fiscal_year: {
    why: 'No two years of a legal entity share a day, and periods and counters point to it with their company.',
    parts: ['constraint ex_fiscal_year__starts_on', 'constraint uq_fiscal_year__organization'],
  },
  fiscal_period: {
    why: 'No two periods share a day; each is of the company of its year, and looked up there by its last day.',
    parts: [
      'constraint ex_fiscal_period__starts_on',
      'constraint fk_fiscal_period__fiscal_year',
      'index ix_fiscal_period__organization',
      'index ix_fiscal_period__ends_on',
    ],
  },
  stock_transfer: {
    why: 'It states its legal entity (DOMAIN 5), and is read and booked from both sides (DOMAIN 15).',
    parts: ['constraint fk_stock_transfer__legal_entity', 'policy receivers', 'policy bookers'],
  },
  stock_transfer_line: {
    why: 'Read and booked with its transfer (DOMAIN 15).',
    parts: ['policy receivers', 'policy bookers'],
  },
  stock_count: { why: statesLegalEntity, parts: ['constraint fk_stock_count__legal_entity'] },
  quotation: { why: statesLegalEntity, parts: ['constraint fk_quotation__legal_entity'] },
  sales_order: { why: statesLegalEntity, parts: ['constraint fk_sales_order__legal_entity'] },
  delivery: { why: statesLegalEntity, parts: ['constraint fk_delivery__legal_entity'] },
  open_item: { why: statesLegalEntity, parts: ['constraint fk_open_item__legal_entity'] },
  payment: { why: statesLegalEntity, parts: ['constraint fk_payment__legal_entity'] },
  customer_return: { why: statesLegalEntity, parts: ['constraint fk_customer_return__legal_entity'] },
  payment_allocation: {
    why: 'It may be entered by invoice, is stored with an open item, and is taken back once.',
    parts: ['constraint ck_payment_allocation__open_item', 'index uq_payment_allocation__reverses'],
  },
  lot: {
    why: 'Moves and balances point to a lot together with its product.',
    parts: ['constraint uq_lot__product__id'],
  },
  stock_location: {
    why: 'Virtual places belong to a legal entity; a warehouse has one default place of each sort.',
    parts: [
      'column partner_id',
      'column default_for',
      'column legal_entity_id',
      'constraint fk_stock_location__organization',
      'constraint fk_stock_location__parent',
      'constraint fk_stock_location__legal_entity',
      'constraint fk_stock_location__partner',
      'constraint uq_stock_location__warehouse__id',
      'constraint uq_stock_location__name__warehouse__parent',
      'constraint ck_stock_location__warehouse',
      'constraint ck_stock_location__parent',
      'constraint ck_stock_location__partner',
      'constraint ck_stock_location__default_for',
      'index uq_stock_location__barcode__warehouse',
      'index uq_stock_location__usage',
      'index uq_stock_location__default_for',
      'index ix_stock_location__partner',
    ],
  },
  audit_log: { why: 'Append-only, sealed in the order of transactions (DOMAIN 23).', isLedger: true },
  stock_move: { why: 'Append-only, read through either of its places (DOMAIN 3, 15).', isLedger: true },
  stock_balance: { why: 'Kept by the trigger of the ledger (DOMAIN 3).', isLedger: true },
  stock_level: { why: 'Kept by the trigger of the ledger (DOMAIN 4).', isLedger: true },
}

const commonColumns = ['tenant_id', 'organization_id', 'version', 'created_at', 'updated_at']
const userColumns = ['created_by', 'updated_by']

/** True for a difference that the list above explains. */
export function isExplained(difference: Difference): boolean {
  const entry = handMade[difference.table]
  if (entry === undefined || difference.kind === 'table') return false
  if (entry.parts?.includes(`${difference.kind} ${difference.name}`)) return true
  return entry.isLedger === true && isLedgerPart(difference)
}

/** In a ledger all but a field's column and its type; a key to a document of any kind is a text there. */
function isLedgerPart({ kind, name, actual, expected }: Difference): boolean {
  if (kind !== 'column' || expected === null) return true
  if ([...commonColumns, ...userColumns].includes(name)) return true
  if (actual === null) return false
  return typeOf(actual) === typeOf(expected) || (name === 'document_id' && actual.startsWith('uuid'))
}

function typeOf(definition: string): string {
  return definition.replace(/ (not null|default|generated).*$/s, '')
}
