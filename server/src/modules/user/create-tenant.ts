/** Sets up a company of its own: root organization, fiscal year, number series and first administrator. */
import { dateIn } from '#contract/kit/dates.ts'
import { invalid } from '#contract/kit/failure.ts'
import { type CreatedUser, createUser, type NewUser, type Owner } from './create-user.ts'
import type { Passwords } from './password.ts'

export interface NewTenant {
  readonly name: string
  readonly code: string
  /** ISO 4217; the books are kept in it. */
  readonly currency: string
  readonly timezone: string
  readonly language: string
  /** The month in which its fiscal year begins; 1 unless said. */
  readonly fiscalYearStart?: number
  readonly administrator: Omit<NewUser, 'tenantId' | 'organizationId' | 'role'>
}

export interface CreatedTenant {
  readonly id: string
  readonly administrator: CreatedUser
}

/** The prefixes of documents by language; kinds that are missing take the default of their module. */
const prefixes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    quotation: 'QU',
    sales_order: 'SO',
    delivery: 'DN',
    invoice: 'INV',
    credit_note: 'CN',
    payment: 'PAY',
  },
  de: {
    quotation: 'AN',
    sales_order: 'AB',
    delivery: 'LS',
    invoice: 'RE',
    credit_note: 'GU',
    payment: 'ZA',
    customer_return: 'RT',
    goods_receipt: 'WE',
    stock_transfer: 'UL',
    stock_count: 'IN',
  },
}

/**
 * Works on a connection of the owner, in one transaction: the server's own role can make no tenant, so that
 * nothing that goes wrong in it ever can.
 */
export async function createTenant(
  owner: Owner,
  passwords: Passwords,
  tenant: NewTenant,
  now: Date,
): Promise<CreatedTenant> {
  await owner.query('begin')
  try {
    const created = await writeTenant(owner, passwords, tenant, now)
    await owner.query('commit')
    return created
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

async function writeTenant(
  owner: Owner,
  passwords: Passwords,
  tenant: NewTenant,
  now: Date,
): Promise<CreatedTenant> {
  const id = await writeRoot(owner, tenant)
  await owner.query(`select set_config('erp.tenant_id', $1, true)`, [id])
  await writeBooks(owner, id, tenant, now)
  const user = { ...tenant.administrator, tenantId: id, organizationId: id, role: 'administrator' }
  const administrator = await createUser(owner, passwords, user, now)
  await owner.query(
    `insert into audit_log (tenant_id, organization_id, action, record, record_id, record_label)
    values ($1::uuid, $1::uuid, 'CREATE', 'organization.organization', $1::uuid::text, $2)`,
    [id, tenant.name],
  )
  return { id, administrator }
}

/** Its own id is its tenant. */
async function writeRoot(
  owner: Owner,
  { name, code, currency, timezone, language }: NewTenant,
): Promise<string> {
  const text = `insert into organization (id, tenant_id, name, code, is_legal_entity, currency_id, timezone,
      language, organization_type_id)
    select root.id, root.id, $1, $2, true, c.id, $4, $5, t.id
    from (select uuidv7() as id) root, currency c, organization_type t
    where c.code = $3 and t.name = 'Company'
    returning id`
  const { rows } = await owner.query<{ id: string }>(text, [name, code, currency, timezone, language])
  const [root] = rows
  if (root === undefined) throw invalid('/currency', 'kit.reference_missing', { record: 'common.currency' })
  return root.id
}

async function writeBooks(
  owner: Owner,
  id: string,
  { language, timezone, fiscalYearStart = 1 }: NewTenant,
  now: Date,
): Promise<void> {
  const [thisYear = '', thisMonth = ''] = dateIn(timezone, now).split('-')
  const month = String(fiscalYearStart).padStart(2, '0')
  const year = thisMonth < month ? Number(thisYear) - 1 : thisYear
  const firstDay = `${year}-${month}-01`
  await owner.query(
    `with year as (
      insert into fiscal_year (tenant_id, organization_id, code, starts_on, ends_on)
      values ($1, $1, to_char($2::date + interval '1 year - 1 day', 'YYYY'), $2::date,
        ($2::date + interval '1 year - 1 day')::date)
      returning id)
    insert into fiscal_period (tenant_id, organization_id, fiscal_year_id, number, starts_on, ends_on)
    select $1, $1, year.id, m, ($2::date + make_interval(months => m - 1))::date,
      ($2::date + make_interval(months => m))::date - 1
    from year, generate_series(1, 12) m`,
    [id, firstDay],
  )
  const series = Object.entries(prefixes[language.slice(0, 2)] ?? prefixes.en ?? {})
  await owner.query(
    `insert into number_series (tenant_id, organization_id, kind, pattern)
    select $1, $1, kind, prefix || '-{year}-{number}' from unnest($2::text[], $3::text[]) s (kind, prefix)`,
    [id, series.map(([kind]) => kind), series.map(([, prefix]) => prefix)],
  )
}
