/** What a clerk of the sales department does with the keyboard and a mouse, by the words on the screen. */
import type { Locator } from 'playwright-core'
import type { Clerk } from '../kit/kontor.ts'

export interface Seller {
  readonly main: () => Locator
  press(name: string): Promise<void>
  /** A button of the dialog that has opened. */
  answer(name: string): Promise<void>
  badge(text: string): Promise<void>
  at(place: RegExp): Promise<void>
  /** Types into a combobox and takes what is found by Enter. */
  find(input: Locator, text: string): Promise<void>
  /** Opens a document in the legal entity one works in and fills its head and first line. */
  write(record: 'quotations' | 'sales-orders', typed: Typed): Promise<void>
}

export interface Typed {
  readonly partner: string
  readonly warehouse: string
  readonly product: string
  readonly quantity: string
}

export function sellerOf(clerk: () => Clerk): Seller {
  const page = () => clerk().page
  const main = () => page().getByRole('main')
  const find = async (input: Locator, text: string): Promise<void> => {
    await input.fill(text)
    await page().getByRole('option', { name: text }).first().waitFor()
    await input.press('Enter')
  }
  return {
    main,
    press: (name) => main().getByRole('button', { name, exact: true }).click(),
    answer: (name) => page().getByRole('dialog').getByRole('button', { name, exact: true }).click(),
    badge: (text) => main().locator('.line .badge').filter({ hasText: text }).waitFor(),
    at: (place) => page().waitForURL(place),
    find,
    write: async (record, { partner, warehouse, product, quantity }) => {
      await page().goto(`/en/sales/${record}/new`)
      await find(main().getByLabel(/^Partner/), partner)
      await find(main().getByLabel(/^Ships from/), warehouse)
      await find(main().locator('[data-line-cell="0:product"] input'), product)
      await page().keyboard.type(quantity)
    },
  }
}
