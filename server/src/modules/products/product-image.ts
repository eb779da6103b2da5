/** Pictures of products: the first is the primary one until another is chosen (IMG-06). */
import { dropUnusedFiles, readableFiles } from '#server/modules/common/public.ts'
import { invalid } from '#contract/kit/failure.ts'
import { productImage } from '#contract/products/product-image.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'

export const productImages = serve(productImage, {
  beforeSave: async (drafts, ctx) => {
    await mustReadWhatTheyShow(drafts, ctx)
    await chooseFirst(drafts, ctx)
  },
  afterSave: async (drafts, ctx) => {
    await showPrimary(drafts, ctx)
    await dropReplaced(drafts, ctx)
  },
  afterDelete: async (rows, ctx) => {
    await showPrimary(rows, ctx)
    await dropUnusedFiles(
      rows.map((row) => String(row.file)),
      ctx,
    )
  },
})

/** A picture is shown to all who see the product: it is none that its giver may not see himself. */
async function mustReadWhatTheyShow(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const given = drafts.flatMap(({ before, values }) =>
    values.file === before?.file ? [] : [String(values.file)],
  )
  const readable = await readableFiles(given, ctx)
  if (given.every((id) => readable.has(id))) return
  const parameters = { record: 'common.file' }
  throw invalid('/file', 'kit.reference_missing', parameters)
}

const primariesText = `select distinct i.product_id as product from product_image i
where i.tenant_id = $1 and i.product_id = any($2::uuid[]) and i.is_primary`

async function chooseFirst(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const added = drafts.filter(({ before }) => before === null)
  if (added.length === 0) return
  const products = added.map(({ values }) => values.product)
  const rows = await ctx.rows<{ product: string }>(primariesText, [ctx.tenantId, products])
  const served = new Set(rows.map((row) => row.product))
  for (const { values } of added) {
    if (!served.has(String(values.product))) values.is_primary = true
    if (values.is_primary === true) served.add(String(values.product))
  }
}

/** Of several marked the last one written stays; where the primary one went, the first in order follows. */
const settleText = `with ranked as (
  select i.id, i.product_id, i.file_id, row_number() over (partition by i.product_id
    order by i.is_primary desc, i.id = any($3::uuid[]) desc, i.is_front desc, i.position, i.id) as rank
  from product_image i where i.tenant_id = $1 and i.product_id = any($2::uuid[])
), settled as (
  update product_image i set is_primary = r.rank = 1, version = i.version + 1, updated_at = $4, updated_by = $5
  from ranked r where i.tenant_id = $1 and i.id = r.id and i.is_primary is distinct from (r.rank = 1)
)
update product p set image_id = shown.file_id, version = p.version + 1, updated_at = $4, updated_by = $5
from unnest($2::uuid[]) as asked(id)
left join ranked shown on shown.product_id = asked.id and shown.rank = 1
where p.tenant_id = $1 and p.id = asked.id and p.image_id is distinct from shown.file_id`

type Row = Draft | Readonly<Record<string, unknown>>

async function showPrimary(rows: readonly Row[], ctx: Context): Promise<void> {
  const values = rows.map((row) => ('values' in row ? (row as Draft).values : row))
  const products = [...new Set(values.map((row) => row.product))]
  const raised = rows.filter((_, index) => values[index]?.is_primary === true).map((row) => row.id)
  await ctx.rows(settleText, [ctx.tenantId, products, raised, ctx.now.toISOString(), ctx.identity.userId])
}

/** A picture that replaces another leaves nothing of it. */
async function dropReplaced(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const replaced = drafts.filter(({ before, values }) => before !== null && before.file !== values.file)
  await dropUnusedFiles(
    replaced.map(({ before }) => String(before?.file)),
    ctx,
  )
}
