/** The written mapping: joins the files of the bicycle maker into one list per record, in the order of need. */
import { mapCategories, mapProducts, mapUnits } from './map-catalogue.ts'
import { mapRegistrations, mapTaxCodes, mapTerms } from './map-company.ts'
import { mapCustomers, mapVendors } from './map-partners.ts'
import { mapCosts, mapPriceLists, mapPrices } from './map-prices.ts'
import { mapLocations, mapStock, mapStockingRules, mapWarehouses } from './map-stock.ts'
import type { Mapped, Source } from './source.ts'

export function mapAll(source: Source): readonly Mapped[] {
  return [
    mapTaxCodes(source),
    mapRegistrations(),
    mapTerms(),
    mapUnits(source),
    mapCategories(source),
    mapProducts(source),
    mapPriceLists(),
    mapPrices(source),
    mapCosts(source),
    mapWarehouses(),
    mapLocations(source),
    mapStockingRules(source),
    mapStock(source),
    mapCustomers(source),
    mapVendors(source),
  ]
}
