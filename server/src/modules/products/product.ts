/** Products: families and variants, and what may not change once stock has moved (PRD, VAR, DOMAIN 19). */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { product } from '#contract/products/product.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'

export const products = serve(product, { beforeSave: completeProducts })

interface Family {
  readonly id: string
  readonly sku: string
  readonly kind: string
  readonly name: Readonly<Record<string, string>>
  readonly base_unit: string
  readonly category: string | null
  readonly tax_category: string | null
}

const familiesText = `select id, sku, kind, name, base_unit_id as base_unit, category_id as category,
  tax_category_id as tax_category
from product where tenant_id = $1 and id = any($2::uuid[])`
const categoriesText = `select id, name, category_type from category
where tenant_id = $1 and id = any($2::uuid[])`
const bindingsText = `select p.id,
  exists (select from stock_move m where m.tenant_id = $1 and m.product_id = p.id) as has_moved,
  exists (select from product v where v.tenant_id = $1 and v.parent_id = p.id) as has_variants
from product p where p.tenant_id = $1 and p.id = any($2::uuid[])`

interface Category {
  readonly id: string
  readonly name: string
  readonly category_type: string
}

interface Binding {
  readonly id: string
  readonly has_moved: boolean
  readonly has_variants: boolean
}

/** Fields by which stock is counted; they stay once some has moved. */
const countedBy = ['base_unit', 'second_unit', 'tracking', 'is_inventory_tracked'] as const

async function completeProducts(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const parents = idsOf(drafts, 'parent')
  const bound = drafts.filter((draft) => draft.before !== null && changes(draft, [...countedBy, 'kind']))
  const [families, categories, bindings] = await Promise.all([
    find<Family>(familiesText, parents, ctx),
    find<Category>(categoriesText, changedCategories(drafts), ctx),
    // A product may have moved in an organization that the caller does not see.
    bound.length === 0
      ? new Map<string, Binding>()
      : ctx.withWholeTenant(() =>
          find<Binding>(
            bindingsText,
            bound.map(({ id }) => id),
            ctx,
          ),
        ),
  ])
  const faults: Fault[] = []
  for (const draft of drafts) {
    splitSku(draft)
    stockOnlyGoods(draft, faults)
    joinFamily(draft, families, faults)
    keepBound(draft, bindings.get(draft.id), faults)
    checkCategory(draft, categories, faults)
    if (draft.values.second_unit !== null && draft.values.second_unit === draft.values.base_unit) {
      faults.push({ pointer: '/second_unit', code: 'products.same_unit_twice' })
    }
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

async function find<Found extends { readonly id: string }>(
  text: string,
  ids: readonly string[],
  ctx: Context,
): Promise<Map<string, Found>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.rows<Found>(text, [ctx.tenantId, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

const idsOf = (drafts: readonly Draft[], field: string): string[] =>
  drafts.map(({ values }) => values[field]).filter((id) => typeof id === 'string')

const changes = ({ before, values }: Draft, fields: readonly string[]): boolean =>
  fields.some((field) => before?.[field] !== values[field])

const changedCategories = (drafts: readonly Draft[]): string[] =>
  idsOf(
    drafts.filter((draft) => changes(draft, ['category'])),
    'category',
  )

/** `KS-17-BE` is `KS-17` and `BE`, unless somebody says otherwise (VAR-02). */
function splitSku(draft: Draft): void {
  const { before, sent, values } = draft
  const sku = String(values.sku)
  if (before !== null && before.sku === sku) return
  const hyphen = sku.lastIndexOf('-')
  const given = (field: string) =>
    sent.has(field) && values[field] !== '' && values[field] !== before?.[field]
  if (!given('base_sku')) values.base_sku = hyphen > 0 ? sku.slice(0, hyphen) : sku
  if (!given('variant_code')) values.variant_code = hyphen > 0 ? sku.slice(hyphen + 1).slice(0, 50) : ''
}

/** Services, digital goods and families have no stock. */
function stockOnlyGoods({ before, sent, values }: Draft, faults: Fault[]): void {
  if (values.product_type === 'PHYSICAL_GOOD' && values.kind !== 'parent') return
  const asks = before?.is_inventory_tracked === false && sent.has('is_inventory_tracked')
  if (asks && values.is_inventory_tracked === true) {
    faults.push({ pointer: '/is_inventory_tracked', code: 'products.not_stocked_type' })
  }
  if (sent.has('tracking') && values.tracking !== 'none' && values.tracking !== before?.tracking) {
    faults.push({ pointer: '/tracking', code: 'products.not_stocked_type' })
  }
  values.is_inventory_tracked = false
  values.tracking = 'none'
}

/** A variant takes from its family what it does not say itself. */
function joinFamily({ values }: Draft, families: ReadonlyMap<string, Family>, faults: Fault[]): void {
  if (values.kind !== 'variant') {
    if (values.parent !== null) {
      faults.push({ pointer: '/parent', code: 'products.family_only_for_variants' })
    }
    return
  }
  if (values.parent === null) {
    faults.push({ pointer: '/parent', code: 'products.variant_without_family' })
    return
  }
  const family = families.get(String(values.parent))
  if (family === undefined) return // The guard of references says so.
  if (family.kind !== 'parent') {
    faults.push({ pointer: '/parent', code: 'products.no_family', parameters: { product: family.sku } })
  }
  values.base_unit ??= family.base_unit
  values.category ??= family.category
  values.tax_category ??= family.tax_category
  values.name = { ...family.name, ...(values.name as Family['name']) }
}

function keepBound({ before, values }: Draft, binding: Binding | undefined, faults: Fault[]): void {
  if (binding === undefined || before === null) return
  if (binding.has_variants && values.kind !== 'parent') {
    faults.push({ pointer: '/kind', code: 'products.family_has_variants' })
  }
  if (!binding.has_moved) return
  for (const field of countedBy) {
    if (before[field] === values[field]) continue
    faults.push({ pointer: `/${field}`, code: 'products.frozen_after_move' })
  }
}

function checkCategory({ values }: Draft, known: ReadonlyMap<string, Category>, faults: Fault[]): void {
  const found = known.get(String(values.category))
  if (found === undefined || found.category_type === 'PRODUCT') return
  const parameters = { category: found.name }
  faults.push({ pointer: '/category', code: 'products.not_a_product_category', parameters })
}
