/** What posting freezes beside an invoice's own fields: everything its paper and e-invoice say (DOMAIN 12). */

export interface FrozenPlace {
  readonly street: readonly string[]
  readonly postal_code: string | null
  readonly city: string
  readonly region: string | null
  readonly country: string
}

export interface FrozenAddress extends FrozenPlace {
  readonly name: string
  readonly additions: readonly string[]
}

export interface FrozenSeller extends FrozenPlace {
  readonly name: string
  readonly vat_id: string | null
  readonly tax_number: string | null
  readonly register: string | null
  readonly directors: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly website: string | null
  readonly bank_accounts: readonly {
    readonly bank_name: string | null
    readonly holder: string | null
    readonly iban: string
    readonly bic: string | null
  }[]
}

export interface FrozenBuyer extends FrozenAddress {
  readonly customer_number: string | null
  readonly vat_id: string | null
  readonly reference: string | null
}

export interface FrozenReference {
  readonly number: string
  readonly date: string | null
}

export interface FrozenLine {
  readonly sku: string | null
  readonly unit: string
  readonly rec20: string | null
  readonly order: FrozenReference | null
  readonly delivery: FrozenReference | null
}

/** The part of a discount or charge that falls under one tax code. */
export interface FrozenAdjustment {
  readonly kind: 'allowance' | 'charge'
  readonly percent: string | null
  readonly amount: string
  readonly tax_code: string
}

export interface FrozenInvoice {
  readonly language: 'de' | 'en'
  readonly currency: { readonly code: string; readonly places: number }
  readonly seller: FrozenSeller
  readonly buyer: FrozenBuyer
  readonly ship_to: FrozenAddress | null
  readonly orders: readonly FrozenReference[]
  readonly deliveries: readonly FrozenReference[]
  readonly preceding_invoices: readonly FrozenReference[]
  readonly terms: readonly string[]
  /** By id of the invoice line. */
  readonly lines: Readonly<Record<string, FrozenLine>>
  readonly adjustments: readonly FrozenAdjustment[]
}
