/** What the tax of a line depends on (DOMAIN 9). */

/** A row of `organization.vat_registration`. */
export interface VatRegistration {
  readonly country: string
  readonly valid_from: string | null
  readonly valid_to: string | null
}

export interface TaxBuyer {
  /** Where the buyer sits, by the billing address. */
  readonly country: string
  readonly is_private: boolean
  readonly vat_id: string | null
  /** Confirmed by the authority. */
  readonly vat_id_valid: boolean
}

export interface TaxSeller {
  /** Where the legal entity sits. */
  readonly country: string
  readonly registrations: readonly VatRegistration[]
  /** Declares sales to private buyers in other member states centrally, as it must above the threshold. */
  readonly uses_one_stop_shop?: boolean
}

/** Countries are ISO 3166-1 codes. */
export interface TaxQuestion {
  /** Ship day, or end of the service period. */
  readonly supply_date: string
  readonly product_type: 'PHYSICAL_GOOD' | 'SERVICE' | 'DIGITAL'
  /** The product's tax class. */
  readonly tax_category: string | null
  readonly ship_from: string
  readonly ship_to: string
  readonly seller: TaxSeller
  readonly buyer: TaxBuyer
}
