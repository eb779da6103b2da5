/** Products that can be sold, found by number or name. */
import { product } from '#contract/products/product.ts'
import type { Page } from '#web/kit/client/api.ts'
import { api, connection } from '#web/kit/client/connection.ts'
import { nameOfRow, type RowData, translated } from '#web/kit/record/fields.ts'
import type { ComboboxOption } from '#web/look/input/combobox.ts'

export interface ProductOption extends ComboboxOption {
  readonly sku: string
  readonly name: string
  readonly row: RowData
}

/** Families are not sold themselves; their variants are found by the same name. */
export async function searchProducts(text: string, signal: AbortSignal): Promise<readonly ProductOption[]> {
  const query = { search: text, status: 'active', is_sellable: true, page_size: 30 }
  const page = await api.get<Page<RowData>>('products/', { query, signal })
  return page.results
    .filter((row) => row.kind !== 'parent')
    .map((row) => ({
      value: row.id,
      label: nameOfRow(product, row, connection.language),
      sku: String(row.sku),
      name: translated(row.name, connection.language),
      row,
    }))
}
